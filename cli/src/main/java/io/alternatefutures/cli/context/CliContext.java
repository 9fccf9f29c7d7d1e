package io.alternatefutures.cli.context;

import io.alternatefutures.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program was started with.
 *
 * @param environment environment variables
 * @param workingDirectory absolute; relative paths on the command line start here
 */
public record CliContext(
    Map<String, String> environment, Path workingDirectory, Terminal terminal) {

  public CliContext {
    environment = Map.copyOf(environment);
    if (!workingDirectory.isAbsolute()) {
      throw new IllegalArgumentException("not absolute: " + workingDirectory);
    }
  }

  /** An environment variable; one that is set to nothing counts as not set. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A path from the command line, made absolute. */
  public Path resolve(String path) {
    return workingDirectory.resolve(path).normalize();
  }

  /** How {@code path} is shown: relative to the working folder when it is below it. */
  public String shown(Path path) {
    return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
        ? workingDirectory.relativize(path).toString()
        : path.toString();
  }
}

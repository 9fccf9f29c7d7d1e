package io.alternatefutures.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line {@code af} as a process, in a working folder of its own. */
public final class Cli implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final Path folder = Scratch.folder();

  /**
   * @param environment all variables it sees, besides those that every program has
   */
  public Cli(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The same with another variable, in another working folder. */
  public Cli with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Cli(more);
  }

  /** Writes a file in the working folder. */
  public Path write(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code af} with these arguments. */
  public Finished run(String... arguments) {
    return Finished.of(builder(arguments), folder, PATIENCE);
  }

  /** Starts {@code af} with these arguments; it runs on. */
  public Started start(String... arguments) {
    return Started.of(builder(arguments), folder);
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(Programs.commandLine(launcher()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Programs.isolate(builder.environment());
    builder.environment().putAll(environment);
    return builder;
  }

  /** Stands for the launcher, which the command line starts a runtime with. */
  private Path launcher() {
    Path script =
        write(
            ".launcher/af",
            "#!/bin/sh\nshift\nexec '" + String.join("' '", Programs.runtime()) + "' \"$@\"\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot be made executable: " + script);
    }
    return script;
  }

  /**
   * Runs {@code af}, which is expected to succeed, and gives its standard output.
   *
   * @throws AssertionError when it fails
   */
  public String ok(String... arguments) {
    Finished finished = run(arguments);
    if (finished.code() != 0) {
      throw new AssertionError("af " + String.join(" ", arguments) + ": " + finished);
    }
    return finished.out();
  }

  /** Runs {@code af … --json}, which is expected to succeed. */
  public JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    try {
      return JSON.readTree(ok(all.toArray(String[]::new)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    Scratch.delete(folder);
  }
}

package io.alternatefutures.cli;

import io.alternatefutures.cli.context.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The commands that the launcher script runs itself; listed here so that help shows them. */
final class LauncherCommands {
  private LauncherCommands() {}

  /** {@code af runtime}. */
  @Command(
      name = "runtime",
      description = "Start the runtime: the edge listener and the control API.")
  static final class RuntimeCommand implements Callable<Integer> {
    @Unmatched private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
      throw onlyByLauncher("runtime", arguments);
    }
  }

  /** {@code af test}. */
  @Command(name = "test", description = "Run the whole test suite of this source tree.")
  static final class TestCommand implements Callable<Integer> {
    @Unmatched private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
      throw onlyByLauncher("test", arguments);
    }
  }

  private static CliException onlyByLauncher(String command, List<String> arguments) {
    String line = "af " + String.join(" ", arguments.isEmpty() ? List.of(command) : arguments);
    return new CliException(
        "\"" + line + "\" is run by the launcher script",
        "Run ./af " + command + " at the root of the source tree.");
  }
}

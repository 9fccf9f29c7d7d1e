package io.alternatefutures.cli;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the program in this process. */
final class Cli {
  /** How a run ended and what it wrote. */
  record Result(int code, String out, String err) {}

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Cli(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A program that talks to {@code api} with a token. */
  static Cli of(FakeApi api, Path folder) {
    return new Cli(folder).with("AF_API_URL", api.url()).with("AF_TOKEN", "secret");
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Style.PLAIN,
            Style.PLAIN,
            Terminal.Progress.HIDDEN);
    int code = Commands.run(new CliContext(environment, folder, terminal), arguments);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

package io.alternatefutures.cli;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The program {@code af}. */
public final class Main {
  private static final int OUT_BUFFER_BYTES = 8 << 10;

  private Main() {}

  /** Runs the command line and ends the process with 0 (done), 1 (failed) or 2 (wrong usage). */
  public static void main(String[] arguments) {
    // Requests to *.localhost name the host themselves; read when the HTTP client is first used.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    Terminal terminal = terminal(System.getenv());
    CliContext context = new CliContext(System.getenv(), Path.of("").toAbsolutePath(), terminal);
    int code = Commands.run(context, arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(code);
  }

  /** The launcher knows which of its outputs are terminals. */
  private static Terminal terminal(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    boolean errIsTerminal = Boolean.getBoolean("af.terminal.err");
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("af.terminal.out") && !plain ? Style.COLOURED : Style.PLAIN,
        errIsTerminal && !plain ? Style.COLOURED : Style.PLAIN,
        errIsTerminal ? Terminal.Progress.SHOWN : Terminal.Progress.HIDDEN);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), OUT_BUFFER_BYTES),
        true,
        StandardCharsets.UTF_8);
  }
}

package io.alternatefutures.cli;

import io.alternatefutures.cli.api.ApiException;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells failures on standard error and decides the exit code. */
final class ErrorReport {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final Terminal terminal;
  private final boolean debug;

  /**
   * @param debug whether a failure that is a fault of this program shows where it happened
   */
  ErrorReport(Terminal terminal, boolean debug) {
    this.terminal = terminal;
    this.debug = debug;
  }

  int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    error(String.valueOf(e.getMessage()));
    UnmatchedArgumentException.printSuggestions(
        e, new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    terminal.note("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_USAGE;
  }

  int failed(Exception e, CommandLine command, ParseResult result) {
    return switch (e) {
      case UsageException usage -> {
        error(String.valueOf(usage.getMessage()));
        terminal.note("See: " + command.getCommandSpec().qualifiedName() + " --help");
        yield WRONG_USAGE;
      }
      case CliException told -> {
        error(told.text());
        if (!told.advice().isEmpty()) {
          terminal.note(Printable.line(told.advice()));
        }
        yield FAILED;
      }
      case ApiException refused -> {
        error(refused.text());
        yield FAILED;
      }
      default -> {
        unexpected(e);
        yield FAILED;
      }
    };
  }

  private void unexpected(Exception e) {
    error("af failed unexpectedly: " + e);
    if (debug) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      terminal.note(trace.toString());
    } else {
      terminal.note("Run it again with AF_DEBUG=1 to see where.");
    }
  }

  private void error(String message) {
    terminal.note(terminal.errStyle().red("error:") + " " + Printable.line(message));
  }
}

package io.alternatefutures.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where the program writes. Results go to {@code out}, everything about the work itself to {@code
 * err}.
 *
 * @param outStyle colours of {@code out}
 * @param errStyle colours of {@code err}
 * @param progress whether a line of {@code err} may be rewritten to show progress
 */
public record Terminal(
    PrintStream out, PrintStream err, Style outStyle, Style errStyle, Progress progress) {

  /** Whether lines of {@code err} are rewritten in place. */
  public enum Progress {
    SHOWN,
    HIDDEN
  }

  /** One line of a result. */
  public void print(String line) {
    out.println(line);
  }

  /** One line about the work. */
  public void note(String line) {
    err.println(line);
  }

  /** Bytes of a result as they are. */
  public OutputStream bytes() {
    return out;
  }
}

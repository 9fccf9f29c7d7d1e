package io.alternatefutures.cli.terminal;

/** A bar on one line of {@code err}. Used by one thread. */
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 28;
  private static final String ERASE = "\r\u001b[K";

  private final Terminal terminal;
  private final String label;
  private final long totalBytes;
  private int shownPercent = -1;

  /**
   * @param totalBytes size of the work; 0 counts as done
   */
  public ProgressBar(Terminal terminal, String label, long totalBytes) {
    this.terminal = terminal;
    this.label = label;
    this.totalBytes = totalBytes;
  }

  /** Shows that {@code bytes} of the total are done. */
  public void update(long bytes) {
    int percent =
        totalBytes == 0 ? 100 : (int) Math.min(100, Math.max(0, bytes * 100 / totalBytes));
    if (percent == shownPercent || terminal.progress() == Terminal.Progress.HIDDEN) {
      return;
    }
    shownPercent = percent;
    int full = percent * CELLS / 100;
    terminal
        .err()
        .print(
            ERASE
                + label
                + " ["
                + "█".repeat(full)
                + "░".repeat(CELLS - full)
                + "] "
                + percent
                + " % of "
                + Sizes.readable(totalBytes));
    terminal.err().flush();
  }

  @Override
  public void close() {
    if (shownPercent >= 0) {
      terminal.err().print(ERASE);
      terminal.err().flush();
    }
  }
}

package io.alternatefutures.sandbox.worker;

/** How much one function may log: so much at once, and so much more in each second. */
final class LogRate {
  private static final int MAX_LINES = 1_000;
  private static final int MAX_CHARACTERS = 256 * 1024;
  private static final double NANOS = 1e-9;

  /** The limit in words. */
  static final String LIMIT =
      "a function may log " + MAX_LINES + " lines and " + MAX_CHARACTERS + " characters a second";

  private double lines = MAX_LINES;
  private double characters = MAX_CHARACTERS;
  private long lastNanos;
  private int dropped;

  /** Whether a line of this length may be logged now; counts it if so, else as dropped. */
  boolean admits(int length, long nowNanos) {
    double seconds = lastNanos == 0 ? 0 : (nowNanos - lastNanos) * NANOS;
    lastNanos = nowNanos;
    lines = Math.min(MAX_LINES, lines + seconds * MAX_LINES);
    characters = Math.min(MAX_CHARACTERS, characters + seconds * MAX_CHARACTERS);
    if (lines < 1 || characters <= 0) {
      dropped++;
      return false;
    }
    lines--;
    characters -= length;
    return true;
  }

  /** How many lines were dropped since this was asked last. */
  int takeDropped() {
    int count = dropped;
    dropped = 0;
    return count;
  }
}

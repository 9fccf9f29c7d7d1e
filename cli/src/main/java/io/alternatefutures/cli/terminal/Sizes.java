package io.alternatefutures.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
public final class Sizes {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long SECOND_MILLIS = 1_000;

  private Sizes() {}

  /** For example {@code 312 B}, {@code 4.2 KiB}, {@code 17.0 MiB}. */
  public static String readable(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    return bytes < MIB
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / (double) KIB)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MIB);
  }

  /** For example {@code 240 ms}, {@code 3.1 s}. */
  public static String readable(Duration duration) {
    long millis = duration.toMillis();
    return millis < SECOND_MILLIS
        ? millis + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND_MILLIS);
  }
}

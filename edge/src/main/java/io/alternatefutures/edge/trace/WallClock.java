package io.alternatefutures.edge.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Turns readings of {@link System#nanoTime()} into nanoseconds since 1970, for one trace: what is
 * measured by it keeps its distances.
 */
public record WallClock(long offset) {
  /** By what the clock says now. */
  public static WallClock now() {
    Instant now = Instant.now();
    return new WallClock(
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime());
  }

  /** When {@code nanoTime} was. */
  public long at(long nanoTime) {
    return nanoTime + offset;
  }
}

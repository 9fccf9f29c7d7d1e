package io.alternatefutures.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * What one connection of a worker brings of logs: so many lines and bytes in each second, and how
 * many lines of each function were too many. The worker bounds what functions log; this holds for a
 * worker that does not. Owned by the connection's event loop.
 */
final class LogIntake {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<Integer, Long> dropped = new HashMap<>();
  private long windowStart;
  private int bytesLeft = Limits.LOG_BYTES;
  private int linesLeft = Limits.LOG_LINES;

  LogIntake(long nowNanos) {
    windowStart = nowNanos;
  }

  /** Counts a line; false when it is too much. */
  boolean takes(int bytes, long nowNanos) {
    if (nowNanos - windowStart >= SECOND) {
      windowStart = nowNanos;
      bytesLeft = Limits.LOG_BYTES;
      linesLeft = Limits.LOG_LINES;
    }
    if (bytes > bytesLeft || linesLeft == 0) {
      return false;
    }
    bytesLeft -= bytes;
    linesLeft--;
    return true;
  }

  /**
   * Counts lines that were dropped, here or in the worker.
   *
   * @param key of a function that there is
   */
  void dropped(int key, int lines) {
    dropped.merge(key, (long) lines, Long::sum);
  }

  /** Hands over how many lines of each function were dropped since this was asked last. */
  void takeDropped(BiConsumer<Integer, Long> taker) {
    dropped.forEach(taker);
    dropped.clear();
  }
}

package io.alternatefutures.sandbox.worker;

import java.util.concurrent.TimeUnit;

/** How much an isolate may log: so many bytes in each second, and how many lines were too many. */
final class LogBudget {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private int bytesPerSecond = 64 * 1024;
  private int left;
  private long windowStart;
  private boolean started;
  private int dropped;

  void set(int bytes) {
    bytesPerSecond = bytes;
  }

  /** Whether a line of this length may be sent; counts it when not. */
  boolean allows(int bytes, long nowNanos) {
    if (!started || nowNanos - windowStart >= SECOND) {
      started = true;
      windowStart = nowNanos;
      left = bytesPerSecond;
    }
    if (bytes > left) {
      left = 0;
      dropped++;
      return false;
    }
    left -= bytes;
    return true;
  }

  /** How many lines were dropped since this was asked last. */
  int takeDropped() {
    int count = dropped;
    dropped = 0;
    return count;
  }
}

package io.alternatefutures.edge.egress;

import java.util.concurrent.atomic.AtomicLong;

/** Counts within windows of time that follow each other. Thread-safe. */
final class CountWindow {
  private static final int COUNT_BITS = 44;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final long lengthNanos;

  /** The number of the window, as far as it fits, and below it what was counted in it. */
  private final AtomicLong state = new AtomicLong();

  CountWindow(long lengthNanos) {
    this.lengthNanos = lengthNanos;
  }

  /** What was counted in the window of {@code now}. */
  long count(long now) {
    return count(state.get(), window(now));
  }

  /**
   * Counts {@code amount}, unless that makes more than {@code most}.
   *
   * @return whether it was counted
   */
  boolean add(long amount, long most, long now) {
    long window = window(now);
    while (true) {
      long known = state.get();
      long sum = count(known, window) + amount;
      if (sum > most) {
        return false;
      }
      if (state.compareAndSet(known, window << COUNT_BITS | sum)) {
        return true;
      }
    }
  }

  private static long count(long state, long window) {
    return state >>> COUNT_BITS == window ? state & COUNT_MASK : 0;
  }

  private long window(long now) {
    return Math.floorDiv(now, lengthNanos) & (-1L >>> COUNT_BITS);
  }
}

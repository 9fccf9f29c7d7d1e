package io.alternatefutures.edge.plan;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The generic cell rate algorithm: an allowance is one number, the time at which it is full again.
 */
final class Allowances {
  private Allowances() {}

  /**
   * Takes one request out of an allowance.
   *
   * @param interval nanoseconds in which the allowance grows by one request
   * @param window nanoseconds in which it grows from nothing to full
   * @param now {@link System#nanoTime()}
   * @return 0 when the request may go on, else nanoseconds until one may
   */
  static long take(AtomicLong fullAt, long interval, long window, long now) {
    while (true) {
      long known = fullAt.get();
      long next = (known - now > 0 ? known : now) + interval;
      long excess = next - now - window;
      if (excess > 0) {
        return excess;
      }
      if (fullAt.compareAndSet(known, next)) {
        return 0;
      }
    }
  }

  /** Takes out what was given already, whether it is still there or not. */
  static void charge(AtomicLong fullAt, long nanos, long now) {
    fullAt.updateAndGet(known -> (known - now > 0 ? known : now) + nanos);
  }
}

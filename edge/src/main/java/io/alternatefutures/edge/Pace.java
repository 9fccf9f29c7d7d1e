package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.limits.MinimumRate;
import java.util.concurrent.TimeUnit;

/**
 * How fast a client moves bytes, counting only the time for which it is waited for. Owned by one
 * event loop.
 */
final class Pace {
  /** What passes beyond it between two looks was no time to wait, or this side stood still. */
  private static final long MOST_BETWEEN_LOOKS =
      TimeUnit.MILLISECONDS.toNanos(4 * Limits.TICK_MILLIS);

  private final long windowNanos;
  private final long leastBytes;
  private long looked;
  private long waited;
  private long counted;

  /**
   * Begins to count bytes at 0.
   *
   * @param now {@link System#nanoTime()}
   */
  Pace(MinimumRate least, long now) {
    windowNanos = least.window().toNanos();
    leastBytes = least.leastBytes();
    looked = now;
  }

  /** Begins anew, with its grace, and counts bytes from {@code moved} on. */
  void restart(long now, long moved) {
    looked = now;
    waited = 0;
    counted = moved;
  }

  /**
   * Looks at a client that is waited for; to be called at every tick while it is.
   *
   * @param moved its bytes in all, as far as they have been moved by now
   */
  boolean isTooSlow(long now, long moved) {
    waited += Math.min(now - looked, MOST_BETWEEN_LOOKS);
    looked = now;
    if (waited < windowNanos) {
      return false;
    }
    boolean slow = moved - counted < leastBytes;
    waited = 0;
    counted = moved;
    return slow;
  }
}

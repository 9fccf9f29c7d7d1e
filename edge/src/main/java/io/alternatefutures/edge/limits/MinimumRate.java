package io.alternatefutures.edge.limits;

import java.time.Duration;

/**
 * How fast a peer has to move bytes while it is waited for, on average over a time that is also the
 * grace it has at the beginning.
 *
 * @param bytesPerSecond at 0 any byte will do
 * @param window what the average is taken over; no byte at all in it is too slow in any case
 */
public record MinimumRate(int bytesPerSecond, Duration window) {
  public MinimumRate {
    if (bytesPerSecond < 0 || !window.isPositive()) {
      throw new IllegalArgumentException(
          "a rate must be 0 or more, over more than no time: " + bytesPerSecond + ", " + window);
    }
  }

  /** The fewest bytes within the window that are not too slow. */
  public long leastBytes() {
    return Math.max(1, bytesPerSecond * window.toMillis() / 1_000);
  }
}

package io.alternatefutures.edge.plan;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many retries a route may make: each request pays in a share, each retry takes a whole. So
 * retries cannot multiply the load on targets that are failing. Thread-safe and lock-free.
 */
final class RetryBudget {
  private static final int RETRY = 100;
  private static final int MOST = 10 * RETRY;

  private final int share;
  private final AtomicInteger balance = new AtomicInteger(MOST);

  /**
   * @param percent retries for each hundred requests
   */
  RetryBudget(int percent) {
    this.share = percent;
  }

  void payIn() {
    int known = balance.get();
    if (known < MOST) {
      balance.compareAndSet(known, Math.min(MOST, known + share)); // losing a race costs a share
    }
  }

  /** Takes out one retry, when there is enough. */
  boolean take() {
    while (true) {
      int known = balance.get();
      if (known < RETRY) {
        return false;
      }
      if (balance.compareAndSet(known, known - RETRY)) {
        return true;
      }
    }
  }
}

package io.alternatefutures.edge.plan;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves something alone for a while after failures in a row; then one try decides. Thread-safe and
 * lock-free. Times are {@link System#nanoTime()}.
 */
final class Circuit {
  /** Stands for "closed"; a time that is exactly this is off by a nanosecond. */
  private static final long CLOSED = 0;

  private final int failures;
  private final long openNanos;
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicLong openUntil = new AtomicLong(CLOSED);

  Circuit(int failures, Duration open) {
    this.failures = failures;
    this.openNanos = open.toNanos();
  }

  /** Whether {@link #enter} would succeed. */
  boolean permits(long now) {
    long until = openUntil.get();
    return until == CLOSED || now - until >= 0;
  }

  /** Whether a request may go on; after the pause, for one of them only. */
  boolean enter(long now) {
    long until = openUntil.get();
    if (until == CLOSED) {
      return true;
    }
    return now - until >= 0 && openUntil.compareAndSet(until, time(now + openNanos));
  }

  /** An answer has begun: others may follow, though the next failure opens again. */
  void beginsToAnswer() {
    if (openUntil.get() != CLOSED) {
      openUntil.set(CLOSED);
    }
  }

  /** An answer came whole. */
  void succeeded() {
    if (inARow.get() != 0) {
      inARow.set(0);
    }
    beginsToAnswer();
  }

  void failed(long now) {
    if (inARow.incrementAndGet() >= failures) {
      openUntil.set(time(now + openNanos));
    }
  }

  /** Nanoseconds until the next try; 0 when there is nothing to wait for. */
  long waitNanos(long now) {
    long until = openUntil.get();
    return until == CLOSED ? 0 : Math.max(0, until - now);
  }

  private static long time(long nanos) {
    return nanos == CLOSED ? CLOSED + 1 : nanos;
  }
}

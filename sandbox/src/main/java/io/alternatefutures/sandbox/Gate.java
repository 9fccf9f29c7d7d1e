package io.alternatefutures.sandbox;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is inside, until nothing is let in any more. Safe for any thread. */
final class Gate {
  /** So far below zero that no number of attempts leads out of it. */
  private static final int CLOSED = Integer.MIN_VALUE / 2;

  private final AtomicInteger inside = new AtomicInteger();

  /** What became of an attempt to enter. */
  enum Entry {
    ADMITTED,

    /** There is as much inside as may be. */
    FULL,

    /** Nothing is let in any more. */
    CLOSED
  }

  /** Lets one more in, unless that makes more than {@code most}. */
  Entry enter(long most) {
    int now = inside.incrementAndGet();
    if (now > 0 && now <= most) {
      return Entry.ADMITTED;
    }
    inside.decrementAndGet();
    return now > 0 ? Entry.FULL : Entry.CLOSED;
  }

  /** One that was let in is out. */
  void leave() {
    inside.decrementAndGet();
  }

  boolean isEmpty() {
    return inside.get() == 0;
  }

  /** Lets nothing in from now on, unless something is inside. */
  boolean close() {
    return inside.compareAndSet(0, CLOSED);
  }
}

package io.alternatefutures.sandbox.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much one isolate has to do, as those see it who look for the one with the most time. Changed
 * by the thread that runs the isolate and by the one that leads; any thread may ask.
 */
final class Workload {
  /** How long one piece of work takes before other requests had better go elsewhere. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SLOW_TURNS = 2;

  /** Requests that have come and not been answered. */
  private final AtomicInteger open = new AtomicInteger();

  /** Requests that have come and not been given to the isolate. */
  private final AtomicInteger queued = new AtomicInteger();

  /** How many of the latest turns in a row were slow; written by the running thread. */
  private volatile int slowTurns;

  private volatile @Nullable Runner runner;

  int open() {
    return open.get();
  }

  int queued() {
    return queued.get();
  }

  /** A request has come. */
  void arrived(Invocation invocation) {
    open.incrementAndGet();
    queued.incrementAndGet();
    invocation.queued = true;
  }

  /** A request is given to the isolate. */
  void begun(Invocation invocation) {
    if (invocation.queued) {
      invocation.queued = false;
      queued.decrementAndGet();
    }
  }

  /** A request has been answered or given up. */
  void closed(Invocation invocation) {
    open.decrementAndGet();
    begun(invocation);
  }

  /** The thread that runs the isolate from now on; null when none does. */
  void runBy(@Nullable Runner thread) {
    runner = thread;
  }

  /** Several slow turns in a row tell that what waits will wait for long. */
  void turned(long usedNanos) {
    int before = slowTurns;
    int now = usedNanos >= BUSY_NANOS ? Math.min(before + 1, SLOW_TURNS) : 0;
    if (now != before) {
      slowTurns = now;
    }
  }

  /** Whether another request had better go elsewhere. */
  boolean isBusy(FunctionActor actor, long nowNanos) {
    if (slowTurns >= SLOW_TURNS && queued.get() > 0) {
      return true;
    }
    Runner current = runner;
    return current != null && current.busyFor(actor, BUSY_NANOS, nowNanos);
  }
}

package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionLimits;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A deployment as one worker knows it. Safe for any thread. */
final class DeployedFunction {
  /** So far below zero that no number of requests leads out of it. */
  private static final int CLOSED = Integer.MIN_VALUE / 2;

  /** What became of a request that asked to be let in. */
  enum Admission {
    ADMITTED,

    /** There are as many as may be. */
    FULL,

    /** The worker no longer knows the function by this key. */
    CLOSED
  }

  private final int key;
  private final CatalogEntry entry;
  private final FunctionLimits limits;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean retired = new AtomicBoolean();

  DeployedFunction(int key, CatalogEntry entry, FunctionLimits limits) {
    this.key = key;
    this.entry = entry;
    this.limits = limits;
  }

  /** The worker's number for it. */
  int key() {
    return key;
  }

  CatalogEntry entry() {
    return entry;
  }

  FunctionLimits limits() {
    return limits;
  }

  /** How many requests may be under way at once, whether they run or wait. */
  long mostInFlight() {
    return (long) limits.get(FunctionLimit.REQUESTS) * limits.get(FunctionLimit.ISOLATES)
        + limits.get(FunctionLimit.QUEUE);
  }

  /** Counts one more request, unless there are as many as may be or none is taken any more. */
  Admission admit() {
    int now = inFlight.incrementAndGet();
    if (now > 0 && now <= mostInFlight()) {
      return Admission.ADMITTED;
    }
    inFlight.decrementAndGet();
    return now > 0 ? Admission.FULL : Admission.CLOSED;
  }

  /** Says that it is no longer served; whether this was not said before. */
  boolean retire() {
    return retired.compareAndSet(false, true);
  }

  /** Takes no more requests from now on, unless some are under way. */
  boolean close() {
    return inFlight.compareAndSet(0, CLOSED);
  }

  /** A request that was admitted is over. */
  void release() {
    inFlight.decrementAndGet();
  }

  /** The limits that the worker keeps. */
  IsolateLimits isolateLimits() {
    return isolateLimits(limits);
  }

  static IsolateLimits isolateLimits(FunctionLimits limits) {
    return new IsolateLimits(
        limits.get(FunctionLimit.CPU),
        limits.get(FunctionLimit.STARTUP),
        limits.get(FunctionLimit.WAIT_UNTIL),
        limits.get(FunctionLimit.MEMORY),
        limits.get(FunctionLimit.SUBREQUESTS),
        limits.get(FunctionLimit.SUBREQUESTS_AT_ONCE),
        limits.get(FunctionLimit.LOG) * 1024,
        limits.get(FunctionLimit.TIMERS),
        limits.get(FunctionLimit.REQUESTS),
        limits.get(FunctionLimit.QUEUE),
        limits.get(FunctionLimit.ISOLATES));
  }
}

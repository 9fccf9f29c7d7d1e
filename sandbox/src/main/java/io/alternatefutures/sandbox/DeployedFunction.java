package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionLimits;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import java.util.concurrent.atomic.AtomicBoolean;

/** A deployment as one worker knows it. Safe for any thread. */
final class DeployedFunction {
  private final int key;
  private final CatalogEntry entry;
  private final FunctionLimits limits;
  private final Gate gate = new Gate();
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
  Gate.Entry admit() {
    return gate.enter(mostInFlight());
  }

  /** Says that it is no longer served; whether this was not said before. */
  boolean retire() {
    return retired.compareAndSet(false, true);
  }

  /** Takes no more requests from now on, unless some are under way. */
  boolean close() {
    return gate.close();
  }

  /** A request that was admitted is over. */
  void release() {
    gate.leave();
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

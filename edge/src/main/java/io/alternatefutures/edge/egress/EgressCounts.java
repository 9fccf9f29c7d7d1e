package io.alternatefutures.edge.egress;

import java.util.concurrent.atomic.LongAdder;

/** How often egress was refused. Thread-safe. */
public final class EgressCounts {
  private final LongAdder denied = new LongAdder();
  private final LongAdder limited = new LongAdder();

  void denied() {
    denied.increment();
  }

  void limited() {
    limited.increment();
  }

  /** Addresses that a policy or a project's lists did not allow. */
  public long ofDenied() {
    return denied.sum();
  }

  /** Requests and pieces of bodies that were over a project's caps. */
  public long ofLimited() {
    return limited.sum();
  }
}

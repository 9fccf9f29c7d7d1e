package io.alternatefutures.edge.origin;

import io.alternatefutures.sandbox.Exchange;

/** An exchange with a target. */
public interface OriginAttempt extends Exchange {
  /** Whether any part of the request may have reached the target. */
  boolean isSent();
}

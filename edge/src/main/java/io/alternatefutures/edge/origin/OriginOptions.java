package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.limits.OriginLimits;
import java.time.Duration;

/**
 * How targets are spoken to.
 *
 * @param responseTimeout longest wait for a response head, counted from the last part of the
 *     request that was sent; positive
 */
public record OriginOptions(Duration responseTimeout, OriginLimits limits) {
  public OriginOptions {
    if (responseTimeout.isNegative() || responseTimeout.isZero()) {
      throw new IllegalArgumentException(
          "responseTimeout must be positive, not " + responseTimeout);
    }
  }
}

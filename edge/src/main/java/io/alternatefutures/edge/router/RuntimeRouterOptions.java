package io.alternatefutures.edge.router;

import io.alternatefutures.edge.egress.EgressPolicy;
import java.time.Duration;

/**
 * How a {@link RuntimeRouter} behaves.
 *
 * @param cacheTtl how long a function's routes are used before they are asked for again
 * @param proxyTimeout longest wait for a target's response head; positive
 * @param egress which addresses targets may have
 * @param threads event loops, at least 1
 */
public record RuntimeRouterOptions(
    Duration cacheTtl, Duration proxyTimeout, EgressPolicy egress, int threads) {
  public RuntimeRouterOptions {
    if (cacheTtl.isNegative()) {
      throw new IllegalArgumentException("cacheTtl must not be negative: " + cacheTtl);
    }
    if (!proxyTimeout.isPositive()) {
      throw new IllegalArgumentException("proxyTimeout must be positive: " + proxyTimeout);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  /** Five minutes, thirty seconds, public addresses only, one event loop. */
  public static RuntimeRouterOptions defaults() {
    return new RuntimeRouterOptions(
        Duration.ofMinutes(5), Duration.ofSeconds(30), EgressPolicy.strict(), 1);
  }

  /** With another time to live of cached routes. */
  public RuntimeRouterOptions withCacheTtl(Duration value) {
    return new RuntimeRouterOptions(value, proxyTimeout, egress, threads);
  }

  /** With another longest wait for a response head. */
  public RuntimeRouterOptions withProxyTimeout(Duration value) {
    return new RuntimeRouterOptions(cacheTtl, value, egress, threads);
  }

  /** With other addresses allowed. */
  public RuntimeRouterOptions withEgress(EgressPolicy value) {
    return new RuntimeRouterOptions(cacheTtl, proxyTimeout, value, threads);
  }
}

package io.alternatefutures.routing.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a target is left alone for a while.
 *
 * @param failures failures in a row that open the circuit
 * @param open how long it stays open before one request tries the target
 */
public record CircuitBreaker(int failures, Duration open) {
  static @Nullable CircuitBreaker read(OptionReader options) {
    OptionReader breaker = options.objectOrTrue("circuitBreaker");
    if (breaker == null) {
      return null;
    }
    int failures = breaker.integer("failures", 1, 1_000, 5);
    Duration open =
        breaker.duration(
            "open", Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(30));
    breaker.finish();
    return new CircuitBreaker(failures, open);
  }

  String text() {
    return "opens for " + Durations.text(open) + " after " + failures + " failures in a row";
  }
}

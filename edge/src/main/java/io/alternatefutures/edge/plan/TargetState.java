package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.RouteTarget;
import io.alternatefutures.routing.policy.CircuitBreaker;
import io.alternatefutures.routing.policy.HealthCheck;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is known of one target of one route. Thread-safe and lock-free. */
final class TargetState {
  private final RouteTarget target;
  private final @Nullable Circuit circuit;
  private final HealthCheck.@Nullable Passive passive;
  private final AtomicInteger underWay;
  private final AtomicInteger failuresInARow;
  private final AtomicReference<@Nullable Long> ejectedUntil;
  private final AtomicBoolean answersChecks;

  TargetState(RouteTarget target, @Nullable CircuitBreaker breaker, @Nullable HealthCheck health) {
    this.target = target;
    this.circuit = breaker == null ? null : new Circuit(breaker.failures(), breaker.open());
    this.passive = health == null ? null : health.passive();
    this.underWay = new AtomicInteger();
    this.failuresInARow = new AtomicInteger();
    this.ejectedUntil = new AtomicReference<>();
    this.answersChecks = new AtomicBoolean(true);
  }

  /** The same target after its route changed; what is known of it is shared. */
  TargetState(RouteTarget target, TargetState before) {
    this.target = target;
    this.circuit = before.circuit;
    this.passive = before.passive;
    this.underWay = before.underWay;
    this.failuresInARow = before.failuresInARow;
    this.ejectedUntil = before.ejectedUntil;
    this.answersChecks = before.answersChecks;
  }

  RouteTarget target() {
    return target;
  }

  int underWay() {
    return underWay.get();
  }

  /** Whether no health check speaks against it. */
  boolean isHealthy(long now) {
    Long until = ejectedUntil.get();
    return answersChecks.get() && (until == null || now - until >= 0);
  }

  boolean permits(long now) {
    return circuit == null || circuit.permits(now);
  }

  /** Nanoseconds until the circuit lets one request try. */
  long waitNanos(long now) {
    return circuit == null ? 0 : circuit.waitNanos(now);
  }

  /**
   * Starts a request, unless the circuit is open. One of {@link #succeeded}, {@link #failed} and
   * {@link #abandoned} follows.
   */
  boolean begin(long now) {
    if (circuit != null && !circuit.enter(now)) {
      return false;
    }
    underWay.incrementAndGet();
    return true;
  }

  /** An answer has begun, which may take as long as it likes. */
  void beginsToAnswer() {
    if (circuit != null) {
      circuit.beginsToAnswer();
    }
  }

  void succeeded() {
    underWay.decrementAndGet();
    if (circuit != null) {
      circuit.succeeded();
    }
    if (passive != null && failuresInARow.get() != 0) {
      failuresInARow.set(0);
    }
  }

  void failed(long now) {
    underWay.decrementAndGet();
    if (circuit != null) {
      circuit.failed(now);
    }
    if (passive != null && failuresInARow.incrementAndGet() >= passive.failures()) {
      failuresInARow.set(0);
      ejectedUntil.set(now + passive.ejectFor().toNanos());
    }
  }

  /** The request ended without telling anything about the target. */
  void abandoned() {
    underWay.decrementAndGet();
  }

  /** What active checks say. */
  void answersChecks(boolean healthy) {
    answersChecks.set(healthy);
  }
}

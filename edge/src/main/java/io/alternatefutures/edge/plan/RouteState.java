package io.alternatefutures.edge.plan;

import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.RoutePlan;
import io.alternatefutures.routing.RouteTarget;
import io.alternatefutures.routing.policy.CircuitBreaker;
import io.alternatefutures.routing.policy.HealthCheck;
import io.alternatefutures.routing.policy.RoutePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one route remembers from request to request. Immutable, of parts that are thread-safe; a
 * route that changes gets a new one, which takes over the parts whose options stayed the same.
 */
final class RouteState {
  private final Route route;
  private final RoutePlan plan;
  private final List<TargetState> targets = new ArrayList<>();
  private final @Nullable TargetChoice choice;
  private final @Nullable TargetState canary;
  private final @Nullable RateLimiter rateLimiter;
  private final @Nullable RetryBudget retryBudget;
  private final @Nullable Authenticator authenticator;

  /**
   * @param before the state of the route before it changed; null when it is new
   */
  RouteState(
      FunctionId function,
      Route route,
      RoutePlan plan,
      @Nullable RouteState before,
      Authenticator.Factory authenticators,
      SharedLimits shared) {
    this.route = route;
    this.plan = plan;
    RoutePolicies policies = plan.policies();
    RoutePolicies old = before == null ? RoutePolicies.NONE : before.plan.policies();
    if (plan.action() instanceof RouteAction.Proxy proxy) {
      for (RouteTarget target : proxy.targets()) {
        targets.add(target(target, before));
      }
      choice = new TargetChoice(targets, proxy.strategy());
      canary = proxy.canary() == null ? null : target(proxy.canary().target(), before);
    } else {
      choice = null;
      canary = null;
    }
    rateLimiter =
        policies.rateLimit() == null
            ? null
            : before != null && policies.rateLimit().equals(old.rateLimit())
                ? before.rateLimiter
                : new RateLimiter(policies.rateLimit(), function + " " + route.pattern(), shared);
    retryBudget =
        policies.retries() == null
            ? null
            : before != null && policies.retries().equals(old.retries())
                ? before.retryBudget
                : new RetryBudget(policies.retries().budgetPercent());
    authenticator =
        policies.auth() == null
            ? null
            : before != null && policies.auth().equals(old.auth())
                ? before.authenticator
                : authenticators.of(policies.auth());
  }

  private TargetState target(RouteTarget target, @Nullable RouteState before) {
    CircuitBreaker breaker = plan.policies().circuitBreaker();
    HealthCheck health = plan.policies().healthCheck();
    if (before != null
        && Objects.equals(breaker, before.plan.policies().circuitBreaker())
        && Objects.equals(health, before.plan.policies().healthCheck())) {
      for (TargetState known : before.allTargets()) {
        if (known.target().url().equals(target.url())) {
          return new TargetState(target, known);
        }
      }
    }
    return new TargetState(target, breaker, health);
  }

  Route route() {
    return route;
  }

  RoutePlan plan() {
    return plan;
  }

  RoutePolicies policies() {
    return plan.policies();
  }

  /** All targets that requests can go to. */
  List<TargetState> allTargets() {
    List<TargetState> all = new ArrayList<>(targets);
    if (canary != null) {
      all.add(canary);
    }
    return all;
  }

  /** Null when no target answers. */
  @Nullable TargetChoice choice() {
    return choice;
  }

  @Nullable TargetState canary() {
    return canary;
  }

  @Nullable RateLimiter rateLimiter() {
    return rateLimiter;
  }

  @Nullable RetryBudget retryBudget() {
    return retryBudget;
  }

  @Nullable Authenticator authenticator() {
    return authenticator;
  }
}

package io.alternatefutures.edge.plan;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.policy.HealthCheck;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks targets whether they are in service, from a route's first request until the route is gone.
 * Owned by one event loop.
 */
final class HealthChecks {
  private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
  private static final long TICK_MILLIS = 250;

  private final EventLoop loop;
  private final Asking asking;
  private final RouteStates states;
  private final Supplier<CatalogSnapshot> catalogue;
  private Map<TargetState, Check> checks = new HashMap<>();

  HealthChecks(
      EventLoop loop, Asking asking, RouteStates states, Supplier<CatalogSnapshot> catalogue) {
    this.loop = loop;
    this.asking = asking;
    this.states = states;
    this.catalogue = catalogue;
  }

  void start() {
    var _ =
        loop.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      CatalogSnapshot functions = catalogue.get();
      states.prune(functions);
      Map<TargetState, Check> current = new HashMap<>();
      long now = System.nanoTime();
      states.forEach((id, state) -> {
        HealthCheck health = state.policies().healthCheck();
        HealthCheck.Active active = health == null ? null : health.active();
        ProjectId project = functions.byId(id).map(CatalogEntry::projectId).orElse(null);
        if (active != null && project != null) {
          for (TargetState target : state.allTargets()) {
            Check known = checks.get(target);
            Check check = known == null ? new Check(project, target, active, now) : known;
            current.put(target, check);
            check.runIfDue(now);
          }
        }
      });
      checks = current;
    } catch (RuntimeException e) {
      LOG.error("Checking targets failed", e); // the next tick tries again
    }
  }

  /** The checks of one target. */
  private final class Check {
    private final ProjectId project;
    private final TargetState target;
    private final HealthCheck.Active rule;
    private long dueAt;
    private boolean underWay;
    private int good;
    private int bad;

    Check(ProjectId project, TargetState target, HealthCheck.Active rule, long now) {
      this.project = project;
      this.target = target;
      this.rule = rule;
      this.dueAt = now;
    }

    void runIfDue(long now) {
      if (underWay || now - dueAt < 0) {
        return;
      }
      underWay = true;
      dueAt = now + rule.interval().toNanos();
      asking.get(
          loop,
          project,
          target.target().origin(),
          rule.path(),
          new DefaultHttpHeaders().set(HttpHeaderNames.USER_AGENT, "af-health-check"),
          rule.timeout(),
          answered ->
              checked(answered != null && answered.status() >= 200 && answered.status() < 400));
    }

    private void checked(boolean healthy) {
      underWay = false;
      good = healthy ? good + 1 : 0;
      bad = healthy ? 0 : bad + 1;
      if (good == rule.healthy()) {
        target.answersChecks(true);
      } else if (bad == rule.unhealthy()) {
        target.answersChecks(false);
        LOG.warn("A target is out of service: {} checks in a row failed", bad);
      }
    }
  }
}

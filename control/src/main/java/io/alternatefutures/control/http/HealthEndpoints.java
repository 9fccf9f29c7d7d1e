package io.alternatefutures.control.http;

import io.alternatefutures.control.observe.MetricsSource;
import io.alternatefutures.control.observe.Readiness;
import io.alternatefutures.control.observe.ReadinessSource;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Liveness, readiness and metrics. */
final class HealthEndpoints {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final ReadinessSource readiness;
  private final MetricsSource metrics;
  private final BlockingCalls calls;
  private final Replies replies;

  HealthEndpoints(
      ReadinessSource readiness, MetricsSource metrics, BlockingCalls calls, Replies replies) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.calls = calls;
    this.replies = replies;
  }

  /** {@code GET /healthz}: the process is alive. */
  void live(RoutingContext context) {
    replies.json(context, 200, Map.of("status", "ok"));
  }

  /** {@code GET /readyz}: 200 while it should get traffic, also when degraded; else 503. */
  void ready(RoutingContext context) {
    Readiness now = readiness.readiness();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", now.state().name().toLowerCase(Locale.ROOT));
    body.put("reasons", now.reasons());
    body.put("layers", now.layers());
    replies.json(context, now.state() == Readiness.State.NOT_READY ? 503 : 200, body);
  }

  /** {@code GET /metrics}: the Prometheus text format. */
  void metrics(RoutingContext context) {
    calls
        .run(metrics::scrape)
        .onSuccess(text -> replies.text(context, 200, PROMETHEUS, text))
        .onFailure(failure -> replies.failure(context, failure));
  }
}

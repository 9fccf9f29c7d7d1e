package io.alternatefutures.edge;

import io.alternatefutures.edge.trace.SpanSink;
import io.alternatefutures.edge.trace.WallClock;
import io.alternatefutures.model.CatalogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns what became of a request into metrics, a record of the access log and spans. Thread-safe.
 */
final class Observer {
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final EdgeMetrics metrics;
  private final AccessLog log;
  private final SpanSink spans;

  Observer(EdgeMetrics metrics, AccessLog log, SpanSink spans) {
    this.metrics = metrics;
    this.log = log;
    this.spans = spans;
  }

  EdgeMetrics metrics() {
    return metrics;
  }

  void observe(ExchangeReport report) {
    metrics.count(report);
    if (log.isKept()) {
      record(report);
    }
    if (report.request().trace().recording() != null) {
      WallClock clock = WallClock.now();
      long endedAt = System.nanoTime();
      spans.take(() -> EdgeSpans.of(report, clock, endedAt));
    }
  }

  /** Tells the operator of a fault of the program's. */
  static void failed(Logger log, ClientRequest request, RuntimeException fault) {
    log.atError()
        .addKeyValue("requestId", request.id())
        .addKeyValue("traceId", request.trace().context().traceId())
        .setCause(fault)
        .log("Request {} failed", request.id());
  }

  private void record(ExchangeReport report) {
    ClientRequest request = report.request();
    Decision decision = report.decision();
    log.append(
        new AccessRecord(
            request.id(),
            request.trace().context().traceId(),
            Instant.now().minusNanos(report.totalNanos()),
            report.client(),
            request.method(),
            request.authority(),
            request.target(),
            function(decision),
            kind(decision),
            pattern(decision),
            status(report),
            code(report.outcome()),
            detail(report.outcome()),
            report.headNanos(),
            report.totalNanos(),
            report.cpuNanos(),
            report.requestBytes(),
            report.responseBytes()));
  }

  static int status(ExchangeReport report) {
    return report.status() == 0 ? CLIENT_CLOSED_REQUEST : report.status();
  }

  static @Nullable CatalogEntry function(Decision decision) {
    return switch (decision) {
      case Decision.Forward forward -> forward.function();
      case Decision.Follow follow -> follow.function();
      case Decision.Invoke invoke -> invoke.function();
      case Decision.Answer answer -> answer.function();
      case Decision.Reject reject -> reject.function();
    };
  }

  static String kind(Decision decision) {
    return switch (decision) {
      case Decision.Forward _, Decision.Follow _ -> "forward";
      case Decision.Invoke _ -> "invoke";
      case Decision.Answer _ -> "answer";
      case Decision.Reject _ -> "reject";
    };
  }

  static @Nullable String pattern(Decision decision) {
    return switch (decision) {
      case Decision.Forward forward -> forward.match().route().pattern();
      case Decision.Follow follow -> follow.match().route().pattern();
      case Decision.Invoke _, Decision.Answer _, Decision.Reject _ -> null;
    };
  }

  static @Nullable String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> null;
      case Outcome.Rejected rejected -> rejected.reason().name();
      case Outcome.Failed failed -> failed.code().name();
      case Outcome.Abandoned _ -> Outcome.Abandoned.CODE;
    };
  }

  private static @Nullable String detail(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> null;
      case Outcome.Rejected rejected -> rejected.message();
      case Outcome.Failed failed -> failed.detail();
      case Outcome.Abandoned abandoned -> abandoned.detail();
    };
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.trace.RequestTrace;
import io.alternatefutures.edge.trace.Span;
import io.alternatefutures.edge.trace.WallClock;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one request: {@code edge} for all of it, and below it {@code resolve}, in which it
 * is decided what is to happen, and {@code proxy} or {@code sandbox}, or both, for who answers.
 * Attributes are named as OpenTelemetry's conventions for HTTP name them. Queries may hold secrets
 * and are left out.
 */
final class EdgeSpans {
  static final String PROXY = "proxy";
  static final String SANDBOX = "sandbox";

  /** The least status that is an error for who answers, and for who asks. */
  private static final int SERVER_ERROR = 500;

  private static final int CLIENT_ERROR = 400;

  private final ExchangeReport report;
  private final TraceContext whole;
  private final RequestTrace.Recording recording;
  private final WallClock clock;
  private final long endedAt;

  private EdgeSpans(
      ExchangeReport report, RequestTrace.Recording recording, WallClock clock, long endedAt) {
    this.report = report;
    this.whole = report.request().trace().context();
    this.recording = recording;
    this.clock = clock;
    this.endedAt = endedAt;
  }

  /** Those of {@code report}; none when it is not recorded. */
  static List<Span> of(ExchangeReport report, WallClock clock, long endedAt) {
    RequestTrace.Recording recording = report.request().trace().recording();
    return recording == null ? List.of() : new EdgeSpans(report, recording, clock, endedAt).spans();
  }

  private List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    spans.add(edge());
    spans.add(resolve());
    List<RequestTrace.Hop> hops =
        report.outcome() instanceof Outcome.Rejected ? List.of() : recording.hops();
    for (int i = 0; i < hops.size(); i++) {
      long until = i + 1 < hops.size() ? hops.get(i + 1).startedAt() : endedAt;
      spans.add(hop(hops.get(i), until, until == endedAt));
    }
    return spans;
  }

  private Span edge() {
    ClientRequest request = report.request();
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("http.request.method", request.method());
    attributes.put("http.response.status_code", (long) Observer.status(report));
    attributes.put(
        "network.protocol.version", request.isHttp2() ? "2" : request.isHttp10() ? "1.0" : "1.1");
    attributes.put("url.path", request.path());
    attributes.put("client.address", report.client());
    attributes.put("http.request.body.size", report.requestBytes());
    attributes.put("http.response.body.size", report.responseBytes());
    attributes.put("af.request.id", request.id());
    if (!request.authority().isEmpty()) {
      attributes.put("server.address", HostNames.host(request.authority()));
    }
    CatalogEntry function = Observer.function(report.decision());
    if (function != null) {
      attributes.put("af.function.slug", function.slug().value());
      attributes.put("af.function.id", function.id().value());
    }
    putRoute(attributes);
    String error = putError(attributes, SERVER_ERROR);
    return new Span(
        whole,
        recording.parentId(),
        "edge",
        Span.Kind.SERVER,
        clock.at(request.received()),
        clock.at(endedAt),
        attributes,
        error != null && Observer.status(report) >= SERVER_ERROR);
  }

  private Span resolve() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("af.decision", Observer.kind(report.decision()));
    putRoute(attributes);
    return new Span(
        whole.child(recording.resolveId(), Sampling.SAMPLED),
        whole.spanId(),
        "resolve",
        Span.Kind.INTERNAL,
        clock.at(recording.readAt()),
        clock.at(recording.decidedAt()),
        attributes,
        false);
  }

  private Span hop(RequestTrace.Hop hop, long until, boolean isLast) {
    Map<String, Object> attributes = new HashMap<>();
    String error = null;
    if (isLast) {
      attributes.put("http.response.status_code", (long) Observer.status(report));
      error = putError(attributes, hop.name().equals(PROXY) ? CLIENT_ERROR : SERVER_ERROR);
      if (report.cpuNanos() > 0) {
        attributes.put("af.cpu.ms", report.cpuNanos() / 1e6);
      }
    }
    if (hop.name().equals(PROXY)) {
      attributes.put("http.request.method", report.request().method());
      putRoute(attributes);
      if (report.decision() instanceof Decision.Forward forward) {
        attributes.put("server.address", forward.match().origin().host());
        attributes.put("server.port", (long) forward.match().origin().port());
      }
    }
    return new Span(
        hop.context(),
        whole.spanId(),
        hop.name(),
        hop.name().equals(PROXY) ? Span.Kind.CLIENT : Span.Kind.INTERNAL,
        clock.at(hop.startedAt()),
        clock.at(until),
        attributes,
        error != null);
  }

  private void putRoute(Map<String, Object> attributes) {
    String pattern = Observer.pattern(report.decision());
    if (pattern != null) {
      attributes.put("http.route", pattern);
    }
  }

  private @Nullable String putError(Map<String, Object> attributes, int least) {
    String code = Observer.code(report.outcome());
    int status = Observer.status(report);
    String error = code == null && status >= least ? Integer.toString(status) : code;
    if (error != null) {
      attributes.put("error.type", error);
    }
    return error;
  }
}

package io.alternatefutures.edge.trace;

import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FetchClient;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes what functions fetch part of their request's trace. A function that names a trace itself,
 * as a tracing library does, is let: its span is the parent when the trace is the request's, and
 * nothing is recorded when it is another.
 */
public final class TracedFetches implements FetchClient {
  private final FetchClient fetches;
  private final Tracing tracing;

  public TracedFetches(FetchClient fetches, Tracing tracing) {
    this.fetches = fetches;
    this.tracing = tracing;
  }

  @Override
  public Exchange open(
      EventLoop loop, ProjectId project, FetchHead head, ExchangeListener listener) {
    TraceContext request = head.trace();
    if (request == null) {
      return fetches.open(loop, project, head, listener);
    }
    TraceContext parent = parent(request, head.headers());
    if (!parent.isSameTrace(request)) {
      return fetches.open(loop, project, head, listener);
    }
    if (tracing.sampler() == null || !request.isSampled()) {
      name(parent, head.headers());
      return fetches.open(loop, project, head, listener);
    }
    TraceContext span = parent.child(ThreadLocalRandom.current().nextLong(), Sampling.SAMPLED);
    name(span, head.headers());
    TracedFetch fetch = new TracedFetch(span, parent.spanId(), head, listener, tracing.sink());
    fetch.sentOver(fetches.open(loop, project, head, fetch));
    return fetch;
  }

  /** What the function says, when it is valid; else the request's own trace. */
  private static TraceContext parent(TraceContext request, HttpHeaders headers) {
    String named = headers.get(RequestTraces.PARENT);
    @Nullable TraceContext own =
        named == null ? null : TraceContext.parse(named, headers.get(RequestTraces.STATE));
    return own == null ? request : own;
  }

  private static void name(TraceContext context, HttpHeaders headers) {
    headers.set(RequestTraces.PARENT, context.parent());
    if (context.state().isEmpty()) {
      headers.remove(RequestTraces.STATE);
    } else {
      headers.set(RequestTraces.STATE, context.state());
    }
  }
}

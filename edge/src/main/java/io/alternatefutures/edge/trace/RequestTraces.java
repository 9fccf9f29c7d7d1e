package io.alternatefutures.edge.trace;

import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trace of each request, or makes one. The request's fields name it afterwards, so that
 * whoever the request is passed on to knows. Owned by one event loop.
 */
public final class RequestTraces {
  static final AsciiString PARENT = AsciiString.cached("traceparent");
  static final AsciiString STATE = AsciiString.cached("tracestate");

  private final @Nullable Sampler sampler;
  private final SplittableRandom random;

  public RequestTraces(Tracing tracing, SplittableRandom random) {
    this.sampler = tracing.sampler();
    this.random = random;
  }

  /** The trace of a request with these fields. */
  public RequestTrace of(HttpHeaders headers) {
    TraceContext caller = caller(headers);
    return caller == null ? first(headers) : joined(caller, headers);
  }

  /** What the caller says, when it is valid (section 4.3); else both fields are taken out. */
  private static @Nullable TraceContext caller(HttpHeaders headers) {
    String parent = headers.get(PARENT);
    if (parent == null) {
      headers.remove(STATE);
      return null;
    }
    boolean single = headers.getAll(PARENT).size() == 1;
    List<String> states = headers.getAll(STATE);
    TraceContext caller = single ? TraceContext.parse(parent, String.join(",", states)) : null;
    if (caller == null) {
      headers.remove(PARENT);
    }
    if (!states.isEmpty() && (caller == null || caller.state().isEmpty())) {
      headers.remove(STATE);
    }
    return caller;
  }

  private RequestTrace first(HttpHeaders headers) {
    long high = random.nextLong();
    long low = random.nextLong();
    Sampling sampling = sampler == null ? Sampling.UNSAMPLED : sampler.of(null, low);
    TraceContext context = TraceContext.root(high, low, random.nextLong(), sampling);
    return begun(context, null, sampling, headers);
  }

  private RequestTrace joined(TraceContext caller, HttpHeaders headers) {
    if (sampler == null) {
      headers.set(PARENT, caller.parent()); // which may be of a later version
      return RequestTrace.unrecorded(caller);
    }
    Sampling sampling = sampler.of(caller, caller.traceIdLow());
    TraceContext context = caller.child(random.nextLong(), sampling);
    return begun(context, caller.spanId(), sampling, headers);
  }

  private RequestTrace begun(
      TraceContext context, @Nullable String parentId, Sampling sampling, HttpHeaders headers) {
    headers.set(PARENT, context.parent());
    return sampling == Sampling.SAMPLED
        ? RequestTrace.recorded(context, parentId, random)
        : RequestTrace.unrecorded(context);
  }
}

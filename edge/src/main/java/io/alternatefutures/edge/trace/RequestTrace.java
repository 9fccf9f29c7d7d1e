package io.alternatefutures.edge.trace;

import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request; when it is recorded, also what there is to tell of it later. Owned by
 * the request's event loop until the request is over, and unchanged from then on.
 */
public final class RequestTrace {
  private final TraceContext context;
  private final @Nullable Recording recording;

  private RequestTrace(TraceContext context, @Nullable Recording recording) {
    this.context = context;
    this.recording = recording;
  }

  static RequestTrace unrecorded(TraceContext context) {
    return new RequestTrace(context, null);
  }

  static RequestTrace recorded(
      TraceContext context, @Nullable String parentId, SplittableRandom random) {
    return new RequestTrace(context, new Recording(parentId, random, System.nanoTime()));
  }

  /** The trace; when it is recorded, with the identifier of the span of the whole request. */
  public TraceContext context() {
    return context;
  }

  /** What is recorded; null when nothing is. */
  public @Nullable Recording recording() {
    return recording;
  }

  /** It is known what is to happen with the request. */
  public void decided() {
    if (recording != null) {
      recording.decidedAt = System.nanoTime();
    }
  }

  /**
   * Somebody else is to answer.
   *
   * @param name of the span
   * @param headers fields of the request as it is passed on; they name the span from now on
   * @return the trace as the one who answers sees it
   */
  public TraceContext passOn(String name, HttpHeaders headers) {
    if (recording == null) {
      return context;
    }
    TraceContext span = context.child(recording.random.nextLong(), Sampling.SAMPLED);
    recording.hops.add(new Hop(name, span, System.nanoTime()));
    headers.set(RequestTraces.PARENT, span.parent());
    return span;
  }

  /** Somebody who was to answer, since when by {@link System#nanoTime()}. */
  public record Hop(String name, TraceContext context, long startedAt) {}

  /** What there is to tell of a request; times by {@link System#nanoTime()}. */
  public static final class Recording {
    private final @Nullable String parentId;
    private final SplittableRandom random;
    private final long resolveId;
    private final long readAt;
    private final List<Hop> hops = new ArrayList<>(1);
    private long decidedAt;

    private Recording(@Nullable String parentId, SplittableRandom random, long readAt) {
      this.parentId = parentId;
      this.random = random;
      this.resolveId = random.nextLong();
      this.readAt = readAt;
      this.decidedAt = readAt;
    }

    /** The caller's span; null when this is the first of its trace. */
    public @Nullable String parentId() {
      return parentId;
    }

    /** Identifies the span of finding out what is to happen with the request. */
    public long resolveId() {
      return resolveId;
    }

    /** When the request's head had been read. */
    public long readAt() {
      return readAt;
    }

    /** When it was known what is to happen with the request. */
    public long decidedAt() {
      return decidedAt;
    }

    /** Those who were to answer, one after the other. */
    public List<Hop> hops() {
      return hops;
    }
  }
}

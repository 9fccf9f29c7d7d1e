package io.alternatefutures.edge.trace;

import org.jspecify.annotations.Nullable;

/**
 * Whether spans are recorded, and where they go.
 *
 * @param sampler says which; null for none
 */
public record Tracing(@Nullable Sampler sampler, SpanSink sink) {
  /** Records nothing. Traces of others are passed on. */
  public static Tracing off() {
    return new Tracing(null, _ -> {});
  }
}

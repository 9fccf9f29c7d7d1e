package io.alternatefutures.edge.trace;

import io.alternatefutures.model.trace.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is over.
 *
 * @param context its trace, and its own identifier
 * @param parentId of the span that caused it; null for the first of a trace
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param attributes texts, {@link Long} and {@link Double}
 * @param error whether it failed
 */
public record Span(
    TraceContext context,
    @Nullable String parentId,
    String name,
    Kind kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    boolean error) {
  /** Whose side of a call it is. */
  public enum Kind {
    INTERNAL,
    SERVER,
    CLIENT
  }

  public Span {
    attributes = Map.copyOf(attributes);
    endNanos = Math.max(startNanos, endNanos);
  }
}

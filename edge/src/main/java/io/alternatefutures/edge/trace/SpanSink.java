package io.alternatefutures.edge.trace;

import java.util.List;
import java.util.function.Supplier;

/** Port: where spans go. Called on event loops; never blocks. */
@FunctionalInterface
public interface SpanSink {
  /**
   * Takes the spans of something that is over, or drops them.
   *
   * @param spans makes them; called later, on another thread
   */
  void take(Supplier<List<Span>> spans);
}

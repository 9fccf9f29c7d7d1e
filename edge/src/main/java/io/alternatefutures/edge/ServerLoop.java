package io.alternatefutures.edge;

import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.loop.LoopContext;
import io.alternatefutures.edge.trace.RequestTraces;
import io.alternatefutures.edge.trace.Tracing;

/** What the connections of one event loop share; used on that loop only. */
final class ServerLoop {
  private final LoopContext context;
  private final DateField date = new DateField();
  private final ResponseHeadWriter heads = new ResponseHeadWriter(date);
  private final RequestIds ids;
  private final FieldNames names = new FieldNames();
  private final RequestTraces traces;

  ServerLoop(LoopContext context, Tracing tracing) {
    this.context = context;
    this.ids = new RequestIds(context.random());
    this.traces = new RequestTraces(tracing, context.random());
  }

  LoopContext context() {
    return context;
  }

  ResponseHeadWriter heads() {
    return heads;
  }

  DateField date() {
    return date;
  }

  FieldNames names() {
    return names;
  }

  RequestIds ids() {
    return ids;
  }

  RequestTraces traces() {
    return traces;
  }
}

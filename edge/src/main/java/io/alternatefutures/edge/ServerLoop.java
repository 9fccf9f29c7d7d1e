package io.alternatefutures.edge;

import io.alternatefutures.edge.loop.LoopContext;

/** What the connections of one event loop share; used on that loop only. */
final class ServerLoop {
  private final LoopContext context;
  private final ResponseHeadWriter heads = new ResponseHeadWriter();
  private final RequestIds ids;

  ServerLoop(LoopContext context) {
    this.context = context;
    this.ids = new RequestIds(context.random());
  }

  LoopContext context() {
    return context;
  }

  ResponseHeadWriter heads() {
    return heads;
  }

  RequestIds ids() {
    return ids;
  }
}

package io.alternatefutures.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultChannelPromise;

/** Tells, when a piece of a body has been sent, how large it was. */
final class DataPromise extends DefaultChannelPromise {
  private final int size;

  DataPromise(ChannelHandlerContext ctx, int size) {
    super(ctx.channel(), ctx.executor());
    this.size = size;
  }

  int size() {
    return size;
  }
}

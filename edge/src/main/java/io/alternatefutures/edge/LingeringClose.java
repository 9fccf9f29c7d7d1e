package io.alternatefutures.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection in such a way that the client gets what was written last: ends sending, and
 * throws away what still comes until the client closes too, for some time. Closing with unread
 * bytes would reset the connection, and a reset overtakes what was written (RFC 9113 section 5.4.1,
 * RFC 9112 section 9.6). For the handlers behind it the connection ends at once.
 */
final class LingeringClose extends ChannelDuplexHandler {
  private final long millis;
  private boolean closing;

  LingeringClose(Duration linger) {
    millis = linger.toMillis();
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!ctx.channel().isActive()) {
      ctx.close(promise);
      return;
    }
    var _ = ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
    if (closing) {
      return;
    }
    closing = true;
    var _ = ctx.executor().schedule(() -> ctx.close(), millis, TimeUnit.MILLISECONDS);
    ClosingChannel.linger(ctx.channel());
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!closing) {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (closing) {
      var _ = ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!closing) {
      ctx.fireChannelInactive();
    }
  }
}

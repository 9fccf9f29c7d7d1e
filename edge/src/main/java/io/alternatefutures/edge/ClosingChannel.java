package io.alternatefutures.edge;

import io.alternatefutures.edge.http.HalfClose;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** The three ways to end a client connection. */
final class ClosingChannel {
  private ClosingChannel() {}

  /** Ends it once all that was written has been sent. */
  static void close(Channel channel) {
    HalfClose.close(channel);
  }

  /**
   * Ends sending once all that was written has been sent, and goes on receiving: closing with
   * unread bytes would reset the connection, and the client might lose the answer (RFC 9112 section
   * 9.6).
   */
  static void linger(Channel channel) {
    channel.config().setAutoRead(true);
    HalfClose.endOutput(channel);
  }

  /**
   * Resets it: what was sent may be lost, and nobody takes it for complete. TLS is not ended in its
   * own way, which would say that all is well.
   */
  static void reset(Channel channel) {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    ChannelHandlerContext first = channel.pipeline().firstContext();
    var _ = first == null ? channel.close() : first.close();
  }
}

package io.alternatefutures.edge.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ends one direction of a connection, or both, once all that was written has been sent. */
public final class HalfClose {
  private HalfClose() {}

  /** Ends sending, and goes on receiving. */
  public static void endOutput(Channel channel) {
    var _ =
        channel
            .writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(future -> {
              if (!future.isSuccess()) {
                var _ = channel.close();
                return;
              }
              SslHandler tls = channel.pipeline().get(SslHandler.class);
              if (tls != null) {
                var _ = tls.closeOutbound();
              } else if (channel instanceof DuplexChannel duplex) {
                var _ = duplex.shutdownOutput();
              } else {
                var _ = channel.close();
              }
            });
  }

  /** Ends both directions. */
  public static void close(Channel channel) {
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}

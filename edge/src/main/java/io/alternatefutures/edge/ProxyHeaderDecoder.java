package io.alternatefutures.edge;

import io.alternatefutures.edge.caller.ProxyHeader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Takes the PROXY header off a connection whose peer has to send one. */
final class ProxyHeaderDecoder extends ByteToMessageDecoder {
  private final Greeting greeting;

  ProxyHeaderDecoder(Greeting greeting) {
    this.greeting = greeting;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    greeting.onBytes();
    switch (ProxyHeader.read(in)) {
      case ProxyHeader.Incomplete _ -> {}
      case ProxyHeader.Invalid _ -> {
        in.skipBytes(in.readableBytes());
        greeting.refuseProxyHeader();
      }
      case ProxyHeader.Whole header -> {
        in.skipBytes(header.length());
        greeting.passedOn(ctx.pipeline(), header.source());
        ctx.pipeline().remove(this);
      }
    }
  }
}

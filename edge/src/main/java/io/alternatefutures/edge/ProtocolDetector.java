package io.alternatefutures.edge;

import io.alternatefutures.edge.caller.ProxyHeader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Tells HTTP/2 with prior knowledge (RFC 9113 section 3.3) from HTTP/1.1 by the first bytes of a
 * connection without TLS.
 */
final class ProtocolDetector extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

  private final Greeting greeting;

  ProtocolDetector(Greeting greeting) {
    this.greeting = greeting;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    greeting.onBytes();
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(i)) {
        if (ProxyHeader.isAt(in)) {
          in.skipBytes(in.readableBytes());
          greeting.refuseProxyHeader();
          return;
        }
        greeting.http1(ctx.pipeline());
        ctx.pipeline().remove(this);
        return;
      }
    }
    if (length == PREFACE.readableBytes()) {
      greeting.http2(ctx.pipeline());
      ctx.pipeline().remove(this);
    }
  }
}

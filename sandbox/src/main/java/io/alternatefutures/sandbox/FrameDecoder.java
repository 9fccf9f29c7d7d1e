package io.alternatefutures.sandbox;

import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Cuts a worker's bytes into frames, header included. */
final class FrameDecoder extends ByteToMessageDecoder {
  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Limits.HEADER_BYTES) {
      return;
    }
    long length = in.getUnsignedInt(in.readerIndex());
    if (length > Limits.MAX_WORKER_FRAME_BYTES) {
      // Nothing of what follows can be trusted.
      in.skipBytes(in.readableBytes());
      throw new ProtocolException("a frame has " + length + " bytes");
    }
    int size = Limits.HEADER_BYTES + (int) length;
    if (in.readableBytes() >= size) {
      out.add(in.readRetainedSlice(size));
    }
  }
}

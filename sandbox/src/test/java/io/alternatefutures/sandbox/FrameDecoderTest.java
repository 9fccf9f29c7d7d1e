package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.FrameWriter;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import org.junit.jupiter.api.Test;

final class FrameDecoderTest {
  @Test
  void framesAreCutOutHoweverTheBytesArrive() {
    FrameWriter writer = new FrameWriter();
    writer.begin(FrameType.RESPONSE_END, 1).u64(5).end();
    writer.begin(FrameType.NEED, 2).end();
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder());
    for (byte b : writer.toByteArray()) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    ByteBuf first = channel.readInbound();
    ByteBuf second = channel.readInbound();
    assertThat(first.readableBytes()).isEqualTo(Limits.HEADER_BYTES + 8);
    assertThat(second.readableBytes()).isEqualTo(Limits.HEADER_BYTES);
    first.release();
    second.release();
    assertThat(channel.finishAndReleaseAll()).isFalse();
  }

  @Test
  void aFrameOverTheLimitIsRefusedByItsHeader() {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder());
    ByteBuf header = Unpooled.buffer().writeInt(Limits.MAX_WORKER_FRAME_BYTES + 1).writeZero(5);
    assertThatThrownBy(() -> channel.writeInbound(header))
        .isInstanceOf(DecoderException.class)
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("a frame has " + (Limits.MAX_WORKER_FRAME_BYTES + 1) + " bytes");
    channel.finishAndReleaseAll();
  }
}

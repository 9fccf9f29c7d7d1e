package io.alternatefutures.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageWriterTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final MessageWriter writer = new MessageWriter(channel);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private String written() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      all.append(piece.toString(StandardCharsets.ISO_8859_1));
      piece.release();
    }
    return all.toString();
  }

  @Test
  void a_head_and_a_small_body_leave_in_one_piece() {
    writer.head(new HeadBuffer().clear().append("HEAD\r\n"));
    writer.raw(bytes("body"));
    assertThat(channel.<Object>readOutbound()).isNull();
    writer.flush();
    assertThat(channel.outboundMessages()).hasSize(1);
    assertThat(written()).isEqualTo("HEAD\r\nbody");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 255, 256, 2_048, 2_049, 65_536, 1_048_577})
  void chunks_of_any_size_are_framed(int size) {
    String data = "x".repeat(size);
    writer.chunk(bytes(data));
    writer.chunk(bytes("y"));
    writer.chunk(Unpooled.EMPTY_BUFFER);
    writer.lastChunk();
    writer.flush();
    assertThat(written())
        .isEqualTo(Integer.toHexString(size) + "\r\n" + data + "\r\n1\r\ny\r\n0\r\n\r\n");
  }

  @Test
  void many_small_pieces_keep_their_order_among_large_ones() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String piece = Character.toString('a' + i % 26).repeat(i % 7 == 0 ? 3_000 : i);
      expected.append(piece);
      writer.raw(bytes(piece));
    }
    writer.flush();
    assertThat(written()).isEqualTo(expected.toString());
  }

  @Test
  void what_is_discarded_is_never_written() {
    writer.raw(bytes("gone"));
    writer.discard();
    writer.flush();
    assertThat(written()).isEmpty();
  }

  @Test
  void heads_hold_text_numbers_and_any_latin_character() {
    HeadBuffer head = new HeadBuffer().clear();
    head.append(java.nio.CharBuffer.wrap("é\u00ff"))
        .append(' ')
        .append(AsciiString.of("xy").subSequence(1));
    head.endLine().field("N", 0L).field("M", 9_223_372_036_854_775_807L);
    head.append("0123456789", 3, 5).append("long ".repeat(2_000));
    ByteBuf buffer = head.toBuffer(channel.alloc(), 0);
    assertThat(buffer.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("é\u00ff y\r\nN: 0\r\nM: 9223372036854775807\r\n34" + "long ".repeat(2_000));
    buffer.release();
  }
}

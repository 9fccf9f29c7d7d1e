package io.alternatefutures.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class FrameTest {
  @Property
  void whatIsWrittenIsReadBack(
      @ForAll byte small, @ForAll short medium, @ForAll byte[] rest, @ForAll String text) {
    FrameWriter writer = new FrameWriter();
    writer.begin(FrameType.RESPONSE, 7);
    writer.u8(small).u16(medium).u32(Integer.MAX_VALUE).u64(Long.MAX_VALUE);
    writer.text(text).raw(rest).end();

    ByteBuffer frame = writer.view();
    assertThat(frame.getInt()).isEqualTo(writer.size() - Limits.HEADER_BYTES);
    assertThat(frame.get()).isEqualTo(FrameType.RESPONSE);
    assertThat(frame.getInt()).isEqualTo(7);
    FrameReader reader = new FrameReader(frame);
    assertThat(reader.u8()).isEqualTo(small & 0xff);
    assertThat(reader.u16()).isEqualTo(medium & 0xffff);
    assertThat(reader.u31()).isEqualTo(Integer.MAX_VALUE);
    assertThat(reader.u63()).isEqualTo(Long.MAX_VALUE);
    String encodable =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(reader.text(Integer.MAX_VALUE)).isEqualTo(encodable);
    assertThat(reader.rest()).isEqualTo(rest);
  }

  /** Whatever a hostile worker sends ends in a value or a protocol exception, nothing else. */
  @Property
  void hostileBytesNeverCauseAnythingButAProtocolException(@ForAll byte[] bytes) {
    FrameReader reader = new FrameReader(ByteBuffer.wrap(bytes));
    try {
      reader.u8();
      reader.latin1(64);
      reader.u31();
      reader.text(64);
      reader.u63();
    } catch (ProtocolException expected) {
      assertThat(expected).hasMessageMatching(".*(too soon|over 2\\^|more than).*");
    }
  }

  @Test
  void aTextOverItsLimitIsRefusedBeforeItIsRead() {
    FrameWriter writer = new FrameWriter();
    writer.text("12345");
    assertThatThrownBy(() -> new FrameReader(writer.view()).text(4))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a text has 5 bytes, more than 4");
  }

  @Test
  void framesFollowEachOtherInOneBuffer() {
    FrameWriter writer = new FrameWriter();
    writer.begin(FrameType.RESPONSE_END, 1).u64(5).end();
    writer.begin(FrameType.CONSUMED, 2).u32(9).end();
    assertThat(writer.size()).isEqualTo(2 * Limits.HEADER_BYTES + 12);
    writer.clear();
    assertThat(writer.size()).isZero();
  }
}

package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.sandbox.protocol.FrameReader;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderCodecTest {
  @Test
  void fieldsCrossInOrderAsLatin1() {
    HttpHeaders headers = new DefaultHttpHeaders();
    headers.add("a", "1").add("b", "\u00e9").add("a", "2");
    ByteBuf out = Unpooled.buffer();
    HeaderCodec.write(out, headers);
    String list = new FrameReader(out.nioBuffer()).latin1(100);
    assertThat(list).isEqualTo("a\n1\nb\n\u00e9\na\n2");
    HttpHeaders back = HeaderCodec.parse(list);
    assertThat(back.getAll("a")).containsExactly("1", "2");
    assertThat(back.get("b")).isEqualTo("\u00e9");
  }

  @Test
  void anEmptyListHasNoFields() {
    ByteBuf out = Unpooled.buffer();
    HeaderCodec.write(out, new DefaultHttpHeaders());
    assertThat(out.readInt()).isZero();
    assertThat(HeaderCodec.parse("").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "keep-alive",
        "Content-Length",
        "TRANSFER-ENCODING",
        "te",
        "Trailer",
        "Proxy-Connection"
      })
  void fieldsThatGovernTheConnectionAreDropped(String name) {
    assertThat(HeaderCodec.parse(name + "\nx\nkept\ny").names()).containsExactly("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b\nx", "\nx", "a:\nx", "a\nx\ry", "a\nx\u0000", "\u00e9\nx"})
  void namesAndValuesThatAreNotHttpAreRefused(String list) {
    assertThatThrownBy(() -> HeaderCodec.parse(list)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameWithoutAValueBreaksTheProtocol() {
    assertThatThrownBy(() -> HeaderCodec.parse("a\nb\nc"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a header list has a name without a value");
  }
}

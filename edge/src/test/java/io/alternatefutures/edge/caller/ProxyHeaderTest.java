package io.alternatefutures.edge.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(
        text.replace("\\r", "\r").replace("\\n", "\n"), StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf binary(String hexAfterSignature) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(SIGNATURE + hexAfterSignature));
  }

  private static void assertWhole(ByteBuf header, @org.jspecify.annotations.Nullable String source)
      throws Exception {
    int length = header.readableBytes();
    InetAddress address = source == null ? null : InetAddress.getByName(source);
    ByteBuf followed = Unpooled.wrappedBuffer(header, text("GET / HTTP/1.1\\r\\n"));
    assertThat(ProxyHeader.read(followed)).isEqualTo(new ProxyHeader.Whole(address, length));
    for (int i = 0; i < length; i++) {
      assertThat(ProxyHeader.read(followed.slice(0, i)))
          .as("the first %s bytes", i)
          .isInstanceOf(ProxyHeader.Incomplete.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PROXY TCP4 198.51.100.7 10.0.0.1 65535 443\\r\\n, 198.51.100.7
          PROXY TCP6 2001:db8::7 2001:db8::1 1 443\\r\\n, 2001:db8::7
          PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\\r\\n, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          PROXY UNKNOWN\\r\\n,
          PROXY UNKNOWN ffff::f ffff::f 65535 65535\\r\\n,
          """)
  void version_1_names_the_source(String line, String source) throws Exception {
    assertWhole(text(line), source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\\r\\n",
        "PROXY\\r\\n",
        "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\\r\\n",
        "PROXY TCP4\\r\\n",
        "PROXY tcp4 1.2.3.4 1.2.3.4 1 1\\r\\n",
        "PROXY TCP5 1.2.3.4 1.2.3.4 1 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 -1 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 01 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4  1\\r\\n",
        "PROXY TCP4 1.2.3 1.2.3.4 1 1\\r\\n",
        "PROXY TCP4 localhost 1.2.3.4 1 1\\r\\n",
        "PROXY TCP4 ::1 ::1 1 1\\r\\n",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 1\\r\\n",
        "PROXY TCP6 [::1] ::1 1 1\\r\\n",
        "PROXY TCP6 fe80::1%eth0 ::1 1 1\\r\\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\\n",
        "PROXY TCP4 1.2.3.4\\t1.2.3.4 1 1\\r\\n",
        "\\r\\n\\r\\nPROXY TCP4 1.2.3.4 1.2.3.4 1 1\\r\\n",
      })
  void what_is_no_line_of_version_1_is_invalid(String line) {
    assertThat(ProxyHeader.read(text(line))).isInstanceOf(ProxyHeader.Invalid.class);
  }

  @Test
  void a_line_without_end_is_given_up() {
    ByteBuf line = text("PROXY UNKNOWN " + "x".repeat(200));
    assertThat(ProxyHeader.read(line.slice(0, 106))).isInstanceOf(ProxyHeader.Incomplete.class);
    assertThat(ProxyHeader.read(line.slice(0, 107))).isInstanceOf(ProxyHeader.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2111000cc6336407 0a000001 ffff01bb, 198.51.100.7
          21110013c6336407 0a000001 ffff01bb 01000468320000, 198.51.100.7
          21210024 20010db8000000000000000000000007 20010db8000000000000000000000001 000101bb, 2001:db8::7
          21000000,
          2100000401000168,
          20000000,
          2011000cc6336407 0a000001 ffff01bb,
          20ff0003 ffffff,
          """)
  void version_2_names_the_source_and_records_are_passed_over(String hex, String source)
      throws Exception {
    assertWhole(binary(hex.replace(" ", "")), source);
  }

  @Test
  void a_connection_that_came_by_a_unix_socket_has_no_source() throws Exception {
    assertWhole(binary("213100d8" + "41".repeat(216)), null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111000cc63364070a000001ffff01bb",
        "2211000cc63364070a000001ffff01bb",
        "2112000cc63364070a000001ffff01bb",
        "2122000cc63364070a000001ffff01bb",
        "2141000cc63364070a000001ffff01bb",
        "21110000",
        "2111000bc63364070a000001ffff01",
        "21210020" + "00000000000000000000000000000000" + "00000000000000000000000000000000",
        "21111001",
        "2111ffff",
      })
  void what_is_no_header_of_version_2_is_invalid(String hex) {
    assertThat(ProxyHeader.read(binary(hex))).isInstanceOf(ProxyHeader.Invalid.class);
  }

  @Test
  void only_what_cannot_begin_a_request_is_taken_for_a_header() {
    assertThat(ProxyHeader.isAt(text("PROXY TCP4"))).isTrue();
    assertThat(ProxyHeader.isAt(binary(""))).isTrue();
    assertThat(ProxyHeader.isAt(text("PROXYING / HTTP/1.1"))).isFalse();
    assertThat(ProxyHeader.isAt(text("\\r\\n\\r\\nGET / HTTP/1.1"))).isFalse();
    assertThat(ProxyHeader.isAt(text("PRI * HTTP/2.0"))).isFalse();
  }

  @Test
  void arbitrary_bytes_are_read_without_an_exception_and_within_bounds() {
    Random random = new Random(1);
    byte[][] starts = {
      "PROXY ".getBytes(StandardCharsets.US_ASCII),
      "PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII),
      HexFormat.of().parseHex(SIGNATURE),
      HexFormat.of().parseHex(SIGNATURE + "2111"),
      {},
    };
    for (int i = 0; i < 200_000; i++) {
      byte[] rest = new byte[random.nextInt(64)];
      random.nextBytes(rest);
      ByteBuf bytes = Unpooled.wrappedBuffer(starts[i % starts.length], rest);
      if (ProxyHeader.read(bytes) instanceof ProxyHeader.Whole whole) {
        assertThat(whole.length()).isBetween(1, bytes.readableBytes());
      }
    }
  }
}

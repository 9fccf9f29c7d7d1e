package io.alternatefutures.edge;

import static io.alternatefutures.edge.testing.RawHttp2.ACK;
import static io.alternatefutures.edge.testing.RawHttp2.CONTINUATION;
import static io.alternatefutures.edge.testing.RawHttp2.DATA;
import static io.alternatefutures.edge.testing.RawHttp2.END_HEADERS;
import static io.alternatefutures.edge.testing.RawHttp2.END_STREAM;
import static io.alternatefutures.edge.testing.RawHttp2.GOAWAY;
import static io.alternatefutures.edge.testing.RawHttp2.HEADERS;
import static io.alternatefutures.edge.testing.RawHttp2.PING;
import static io.alternatefutures.edge.testing.RawHttp2.PRIORITY;
import static io.alternatefutures.edge.testing.RawHttp2.PUSH_PROMISE;
import static io.alternatefutures.edge.testing.RawHttp2.RST_STREAM;
import static io.alternatefutures.edge.testing.RawHttp2.SETTINGS;
import static io.alternatefutures.edge.testing.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.MinimumRate;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.Records;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that RFC 9113 forbids, and frames that are only meant to cost something. */
final class Http2StrictnessIT {
  private static final int PROTOCOL_ERROR = 1;
  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int STREAM_CLOSED = 5;
  private static final int FRAME_SIZE_ERROR = 6;
  private static final int REFUSED_STREAM = 7;
  private static final int COMPRESSION_ERROR = 9;
  private static final int ENHANCE_YOUR_CALM = 11;

  /** What a client does to a connection. */
  @FunctionalInterface
  interface Deed {
    void to(RawHttp2 client) throws IOException;
  }

  private static Arguments connection(String name, int error, Deed deed) {
    return Arguments.of(name, GOAWAY, error, deed);
  }

  private static Arguments stream(String name, int error, Deed deed) {
    return Arguments.of(name, RST_STREAM, error, deed);
  }

  private static Arguments malformed(String name, String... fields) {
    return stream(name, PROTOCOL_ERROR, client -> client.headers(1, END_STREAM, fields));
  }

  static Stream<Arguments> connectionErrors() {
    return Stream.of(
        connection("DATA on stream 0", PROTOCOL_ERROR, c -> c.data(0, 0, "x")),
        connection("HEADERS on stream 0", PROTOCOL_ERROR, c -> c.get(0, "fn.localhost", "/")),
        connection("HEADERS on an even stream", PROTOCOL_ERROR, c -> c.get(2, "fn.localhost", "/")),
        connection("DATA on an idle stream", PROTOCOL_ERROR, c -> c.data(5, 0, "x")),
        connection(
            "RST_STREAM on an idle stream",
            PROTOCOL_ERROR,
            c -> c.frame(RST_STREAM, 0, 5, 0, 0, 0, 8)),
        connection("RST_STREAM too short", FRAME_SIZE_ERROR, c -> c.frame(RST_STREAM, 0, 1, 0)),
        connection(
            "SETTINGS on a stream", PROTOCOL_ERROR, c -> c.frame(SETTINGS, 0, 1, new byte[0])),
        connection(
            "SETTINGS of odd length", FRAME_SIZE_ERROR, c -> c.frame(SETTINGS, 0, 0, 0, 1, 2)),
        connection(
            "SETTINGS ACK with a payload",
            FRAME_SIZE_ERROR,
            c -> c.frame(SETTINGS, ACK, 0, 0, 3, 0, 0, 0, 9)),
        connection(
            "ENABLE_PUSH neither 0 nor 1",
            PROTOCOL_ERROR,
            c -> c.frame(SETTINGS, 0, 0, 0, 2, 0, 0, 0, 2)),
        connection(
            "INITIAL_WINDOW_SIZE too large",
            FLOW_CONTROL_ERROR,
            c -> c.frame(SETTINGS, 0, 0, 0, 4, 0x80, 0, 0, 0)),
        connection(
            "MAX_FRAME_SIZE too small",
            PROTOCOL_ERROR,
            c -> c.frame(SETTINGS, 0, 0, 0, 5, 0, 0, 0, 1)),
        connection("PING too short", FRAME_SIZE_ERROR, c -> c.frame(PING, 0, 0, 1, 2)),
        connection("PING on a stream", PROTOCOL_ERROR, c -> c.frame(PING, 0, 1, new byte[8])),
        connection(
            "PUSH_PROMISE of a client",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/");
              c.frame(PUSH_PROMISE, END_HEADERS, 1, 0, 0, 0, 2);
            }),
        connection(
            "WINDOW_UPDATE of 0 on the connection",
            PROTOCOL_ERROR,
            c -> c.frame(WINDOW_UPDATE, 0, 0, 0, 0, 0, 0)),
        connection(
            "connection window beyond 2^31-1",
            FLOW_CONTROL_ERROR,
            c -> c.frame(WINDOW_UPDATE, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF)),
        connection(
            "CONTINUATION without HEADERS",
            PROTOCOL_ERROR,
            c -> c.frame(CONTINUATION, END_HEADERS, 1, new byte[0])),
        connection(
            "a frame within a header block",
            PROTOCOL_ERROR,
            c -> {
              c.frame(HEADERS, 0, 1, RawHttp2.block(":method", "GET"));
              c.frame(PING, 0, 0, new byte[8]);
            }),
        connection(
            "a frame larger than allowed",
            FRAME_SIZE_ERROR,
            c -> c.frame(DATA, 0, 1, new byte[16_385])),
        connection(
            "an index that HPACK does not have",
            COMPRESSION_ERROR,
            c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, 0xFF, 0x80, 0x01)),
        connection(
            "a Huffman string that ends in EOS",
            COMPRESSION_ERROR,
            c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, 0, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0)),
        connection(
            "padding longer than the frame",
            PROTOCOL_ERROR,
            c -> c.frame(HEADERS, END_HEADERS | 8, 1, 200, 0)),
        stream(
            "stream numbers that go back",
            STREAM_CLOSED,
            c -> {
              c.get(5, "fn.localhost", "/");
              c.get(3, "fn.localhost", "/");
            }));
  }

  static Stream<Arguments> streamErrors() {
    String[] good = {":method", "GET", ":scheme", "http", ":authority", "fn.localhost"};
    return Stream.of(
        malformed("no :path", good),
        malformed("empty :path", with(good, ":path", "")),
        malformed("no :method", ":scheme", "http", ":authority", "fn.localhost", ":path", "/"),
        malformed("no :scheme", ":method", "GET", ":authority", "fn.localhost", ":path", "/"),
        malformed("no host", ":method", "GET", ":scheme", "http", ":path", "/"),
        malformed("two :path", with(good, ":path", "/", ":path", "/b")),
        malformed("two :method", with(good, ":path", "/", ":method", "POST")),
        malformed("two :authority", with(good, ":path", "/", ":authority", "b.localhost")),
        malformed("unknown pseudo-header", with(good, ":path", "/", ":x", "1")),
        malformed("pseudo-header of responses", with(good, ":path", "/", ":status", "200")),
        malformed("pseudo-header after a field", with(good, "x", "1", ":path", "/")),
        malformed("name in upper case", with(good, ":path", "/", "X-A", "1")),
        malformed("name with a colon", with(good, ":path", "/", "x:a", "1")),
        malformed("name with a line break", with(good, ":path", "/", "x\r\na", "1")),
        malformed("name with a space", with(good, ":path", "/", "x a", "1")),
        malformed("empty name", with(good, ":path", "/", "", "1")),
        malformed("value with a line break", with(good, ":path", "/", "x", "1\r\nHost: evil")),
        malformed("value with LF", with(good, ":path", "/", "x", "1\nHost: evil")),
        malformed("value with NUL", with(good, ":path", "/", "x", "1\0")),
        malformed("value with a space before it", with(good, ":path", "/", "x", " 1")),
        malformed("connection", with(good, ":path", "/", "connection", "close")),
        malformed("keep-alive", with(good, ":path", "/", "keep-alive", "timeout=1")),
        malformed("proxy-connection", with(good, ":path", "/", "proxy-connection", "close")),
        malformed("upgrade", with(good, ":path", "/", "upgrade", "websocket")),
        malformed("transfer-encoding", with(good, ":path", "/", "transfer-encoding", "chunked")),
        malformed("te other than trailers", with(good, ":path", "/", "te", "gzip")),
        malformed("another host", with(good, ":path", "/", "host", "other.localhost")),
        malformed("two hosts", with(good, ":path", "/", "host", "fn.localhost", "host", "b")),
        malformed("path with a space", with(good, ":path", "/a HTTP/1.1")),
        malformed("path with a line break", with(good, ":path", "/ HTTP/1.1\r\nHost: evil")),
        malformed("path with a fragment", with(good, ":path", "/a#b")),
        malformed(
            "method with a space",
            ":method",
            "GET /x",
            ":scheme",
            "http",
            ":authority",
            "fn.localhost",
            ":path",
            "/"),
        malformed(
            "length of a body that does not come", with(good, ":path", "/", "content-length", "5")),
        malformed(
            "two lengths", with(good, ":path", "/", "content-length", "0", "content-length", "5")),
        stream(
            "a body longer than its length",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/", "content-length", "2");
              c.data(1, END_STREAM, "three");
            }),
        stream(
            "a body shorter than its length",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/", "content-length", "9");
              c.data(1, END_STREAM, "three");
            }),
        stream(
            "trailers with a pseudo-header",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/");
              c.headers(1, END_STREAM, ":path", "/b");
            }),
        stream(
            "trailers that do not end the stream",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/");
              c.headers(1, 0, "x", "1");
            }),
        stream(
            "a stream window beyond 2^31-1",
            FLOW_CONTROL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/");
              c.frame(WINDOW_UPDATE, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF);
            }),
        stream(
            "a stream that depends on itself",
            PROTOCOL_ERROR,
            c -> {
              c.request(1, 0, "POST", "fn.localhost", "/");
              c.frame(PRIORITY, 0, 1, 0, 0, 0, 1, 16);
            }),
        stream(
            "DATA after the end of a request",
            STREAM_CLOSED,
            c -> {
              c.get(1, "fn.localhost", "/never");
              c.data(1, 0, "more");
            }));
  }

  private static String[] with(String[] fields, String... more) {
    return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"connectionErrors", "streamErrors"})
  void is_refused(String name, int verdict, int error, Deed deed) throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port());
        RawClient other = edge.client()) {
      edge.sandbox()
          .function(call -> {
            if (!call.head().url().endsWith("/never")) {
              call.answerWithBody();
            }
          });
      deed.to(client);
      RawHttp2.Frame frame = client.verdict();
      while (frame != null && frame.type() == HEADERS) {
        frame = client.verdict();
      }
      assertThat(frame).isNotNull();
      assertThat(frame.type()).isEqualTo(verdict);
      assertThat(frame.error()).isEqualTo(error);
      if (verdict == RST_STREAM) {
        client.get(99, "fn.localhost", "/after");
        assertThat(client.read(99).status()).isEqualTo(200);
      }
      assertThat(other.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  private static UnaryOperator<EdgeOptions> limits(UnaryOperator<ClientLimits> change) {
    return options -> Records.with(options, "limits", change.apply(options.limits()));
  }

  /** Does something until the server ends the connection; gives the error it told. */
  private static int flood(EdgeFixture edge, Deed before, Deed again) throws Exception {
    try (RawHttp2 client = RawHttp2.client(edge.port());
        RawClient other = edge.client()) {
      Thread flooding =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  before.to(client);
                  for (int i = 0; i < 1_000_000; i++) {
                    again.to(client);
                  }
                } catch (IOException e) {
                  // The server has had enough.
                }
              });
      int error = -1;
      try {
        error = client.next(GOAWAY).error();
      } catch (java.io.EOFException e) {
        // A reset may overtake it.
      }
      assertThat(other.get("fn.localhost", "/").status()).isEqualTo(200);
      client.disconnect();
      assertThat(flooding.join(Duration.ofSeconds(10))).isTrue();
      return error;
    }
  }

  static Stream<Arguments> floods() {
    int[] next = {1};
    int[] streams = {1};
    int[] made = {1};
    Deed nothing = _ -> {};
    return Stream.of(
        Arguments.of("PING", nothing, (Deed) c -> c.frame(PING, 0, 0, new byte[8])),
        Arguments.of("SETTINGS", nothing, (Deed) c -> c.frame(SETTINGS, 0, 0, new byte[0])),
        Arguments.of("PRIORITY", nothing, (Deed) c -> c.frame(PRIORITY, 0, 1, 0, 0, 0, 3, 1)),
        Arguments.of("unknown frames", nothing, (Deed) c -> c.frame(0xEE, 0, 0, new byte[1])),
        Arguments.of(
            "rapid reset",
            nothing,
            (Deed)
                c -> {
                  c.get(next[0], "fn.localhost", "/never");
                  c.frame(RST_STREAM, 0, next[0], 0, 0, 0, 8);
                  next[0] += 2;
                }),
        Arguments.of(
            "resets that the server is made to send",
            nothing,
            (Deed)
                c -> {
                  c.get(made[0], "fn.localhost", "/never");
                  c.frame(WINDOW_UPDATE, 0, made[0], 0, 0, 0, 0);
                  made[0] += 2;
                }),
        Arguments.of(
            "empty DATA",
            (Deed) c -> c.request(1, 0, "POST", "fn.localhost", "/never"),
            (Deed) c -> c.data(1, 0, "")),
        Arguments.of(
            "CONTINUATION",
            (Deed) c -> c.frame(HEADERS, 0, 1, RawHttp2.block(":method", "GET")),
            (Deed) c -> c.frame(CONTINUATION, 0, 1, RawHttp2.block("x", "y"))),
        Arguments.of(
            "large CONTINUATION",
            (Deed) c -> c.frame(HEADERS, 0, 1, RawHttp2.block(":method", "GET")),
            (Deed) c -> c.frame(CONTINUATION, 0, 1, RawHttp2.block("x", "y".repeat(16_000)))),
        Arguments.of(
            "malformed requests",
            nothing,
            (Deed)
                c -> {
                  c.headers(streams[0], END_STREAM, ":method", "GET");
                  streams[0] += 2;
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void a_flood_ends_its_connection_and_disturbs_no_other(String name, Deed before, Deed again)
      throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn")) {
      edge.sandbox()
          .function(call -> {
            if (!call.head().url().endsWith("/never")) {
              call.answerWithBody();
            }
          });
      assertThat(flood(edge, before, again)).isIn(-1, PROTOCOL_ERROR, ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void streams_beyond_the_limit_are_refused() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox().function(_ -> {});
      for (int i = 0; i < 129; i++) {
        client.get(2 * i + 1, "fn.localhost", "/never");
      }
      RawHttp2.Frame refused = client.next(RST_STREAM);
      assertThat(refused.stream()).isEqualTo(257);
      assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
    }
  }

  @Test
  void a_small_block_that_unpacks_to_a_large_header_is_refused() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      byte[] field = RawHttp2.block("x", "y".repeat(3_000));
      field[0] = 0x40; // into the dynamic table
      byte[] bomb = Arrays.copyOf(field, field.length + 10_000);
      Arrays.fill(bomb, field.length, bomb.length, (byte) (0x80 | 62)); // and from there again
      client.frame(HEADERS, END_HEADERS | END_STREAM, 1, bomb);
      RawHttp2.Frame verdict = client.verdict();
      assertThat(verdict).isNotNull();
      assertThat(verdict.fields()).containsEntry(":status", "431");
      assertThat(edge.sandbox().calls()).isEmpty();
      client.get(3, "fn.localhost", "/");
      assertThat(client.read(3).status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_that_is_still_sending_gets_to_know_why_its_connection_ends() throws Exception {
    UnaryOperator<EdgeOptions> patient =
        limits(limits -> Records.with(limits, "lingerTimeout", Duration.ofSeconds(20)));
    try (EdgeFixture edge = EdgeFixture.start(patient).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.frame(DATA, 0, 1, new byte[16_385]);
      for (int i = 0; i < 4_000; i++) {
        client.frame(PING, 0, 0, new byte[1_000]);
      }
      assertThat(client.next(GOAWAY).error()).isEqualTo(FRAME_SIZE_ERROR);
      assertThat(client.next()).isNull();
      assertThat(edge.registry().get("edge.connections.active").gauge().value()).isEqualTo(1);
      client.disconnect();
      org.awaitility.Awaitility.await()
          .until(() -> edge.registry().get("edge.connections.active").gauge().value() == 0);
    }
  }

  @Test
  void a_connection_that_breaks_the_protocol_cancels_its_requests_at_once() throws Exception {
    UnaryOperator<EdgeOptions> patient =
        limits(limits -> Records.with(limits, "lingerTimeout", Duration.ofMinutes(5)));
    try (EdgeFixture edge = EdgeFixture.start(patient).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox().function(_ -> {});
      client.get(1, "fn.localhost", "/never");
      var call = edge.sandbox().calls().poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      client.frame(PING, 0, 0, 1, 2);

      assertThat(call.cancelled()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(client.next(GOAWAY).error()).isEqualTo(FRAME_SIZE_ERROR);
    }
  }

  private static ClientLimits hasty(ClientLimits limits) {
    ClientLimits hasty = limits;
    for (String timeout : new String[] {"header", "keepAlive", "body"}) {
      hasty = Records.with(hasty, timeout + "Timeout", Duration.ofMillis(300));
    }
    return Records.with(hasty, "responseRate", new MinimumRate(0, Duration.ofMillis(300)));
  }

  @Test
  void a_frame_that_trickles_in_is_not_waited_for() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(limits(Http2StrictnessIT::hasty)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.bytes(new byte[] {0, 0, 100, HEADERS, END_HEADERS, 0, 0, 0, 1});
      assertThat(client.next(GOAWAY).error()).isZero();
      assertThat(client.next()).isNull();
    }
  }

  @Test
  void a_connection_without_a_preface_is_not_waited_for() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(limits(Http2StrictnessIT::hasty)).coded("fn");
        RawHttp2 client = RawHttp2.silent(edge.port())) {
      client.bytes("PRI * HT".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(client.next()).isNull();
    }
  }

  @Test
  void an_idle_connection_is_ended() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(limits(Http2StrictnessIT::hasty)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "fn.localhost", "/");
      assertThat(client.read(1).status()).isEqualTo(200);
      assertThat(client.next(GOAWAY).error()).isZero();
      assertThat(client.next()).isNull();
    }
  }

  @Test
  void a_body_that_stops_is_answered() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(limits(Http2StrictnessIT::hasty)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "fn.localhost", "/");
      client.data(1, 0, "some");
      assertThat(client.read(1).status()).isEqualTo(408);
    }
  }

  @Test
  void a_client_that_opens_no_window_is_not_waited_for() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(limits(Http2StrictnessIT::hasty)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox().function(call -> call.answer(200, "x".repeat(500_000)));
      client.get(1, "fn.localhost", "/");
      assertThat(client.next(RST_STREAM).error()).isEqualTo(8);
      assertThat(edge.records().poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void a_connection_that_was_cut_leaves_nothing_behind() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn")) {
      edge.sandbox().function(_ -> {});
      try (RawHttp2 client = RawHttp2.client(edge.port())) {
        client.get(1, "fn.localhost", "/never");
        var call = edge.sandbox().calls().poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        client.socket().setSoLinger(true, 0);
        client.disconnect();
        call.cancelled().get(10, TimeUnit.SECONDS);
      } catch (SocketException e) {
        throw new AssertionError(e);
      }
      org.awaitility.Awaitility.await()
          .until(() -> edge.registry().get("edge.connections.active").gauge().value() == 0);
    }
  }
}

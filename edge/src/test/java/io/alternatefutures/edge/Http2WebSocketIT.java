package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.http.WebSocketKey;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.RawHttp2.Frame;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSocket over a stream of HTTP/2 (RFC 8441). */
final class Http2WebSocketIT {
  private static final int CONNECT_PROTOCOL = 8;
  private static final String NOT_MEANT =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Accept: AAAA\r
      \r
      """;

  private static EdgeFixture edge(RawOrigin origin) {
    return EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
  }

  private static RawHttp2 ask(RawHttp2 client, int stream, int flags) throws IOException {
    return client.headers(
        stream,
        flags,
        ":method",
        "CONNECT",
        ":protocol",
        "websocket",
        ":scheme",
        "http",
        ":authority",
        "gw.localhost",
        ":path",
        "/chat?x=1",
        "sec-websocket-version",
        "13",
        "sec-websocket-protocol",
        "chat");
  }

  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void switchTo(RawOrigin.Request request, RawOrigin.Wire wire) throws IOException {
    wire.send(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: "
            + accept(request.field("Sec-WebSocket-Key"))
            + "\r\n\r\n");
  }

  /** Sends everything back, and says "bye" at its end. */
  private static RawOrigin echo(CompletableFuture<String> end) throws IOException {
    return new RawOrigin((request, wire) -> {
      switchTo(request, wire);
      try {
        for (int b = wire.in().read(); b >= 0; b = wire.in().read()) {
          wire.out().write(b);
          wire.out().flush();
        }
        wire.send("bye");
        end.complete("ended");
        wire.close();
      } catch (IOException e) {
        end.complete("reset");
      }
    });
  }

  private static String text(Frame frame) {
    return new String(frame.payload(), StandardCharsets.ISO_8859_1);
  }

  private static String read(RawHttp2 client, int length) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(text(client.next(RawHttp2.DATA)));
    }
    return text.toString();
  }

  @Test
  void the_edge_says_that_it_can() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start();
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ByteBuffer settings = ByteBuffer.wrap(client.next(RawHttp2.SETTINGS).payload());
      int value = -1;
      while (settings.hasRemaining()) {
        boolean found = settings.getShort() == CONNECT_PROTOCOL;
        int given = settings.getInt();
        value = found ? given : value;
      }
      assertThat(value).isOne();
    }
  }

  @Test
  void a_stream_becomes_a_tunnel_to_a_target_of_http_1_1() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = echo(end);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      Frame head = client.next(RawHttp2.HEADERS);
      assertThat(head.fields())
          .containsEntry(":status", "200")
          .containsEntry("sec-websocket-protocol", "chat")
          .doesNotContainKeys("sec-websocket-accept", "upgrade", "connection", "content-length");
      assertThat(head.has(RawHttp2.END_STREAM)).isFalse();
      RawOrigin.Request asked = origin.requests().take();
      assertThat(asked.line()).isEqualTo("GET /chat?x=1 HTTP/1.1");
      assertThat(asked.field("Connection")).isEqualTo("Upgrade");
      assertThat(asked.field("Upgrade")).isEqualTo("websocket");
      assertThat(asked.field("Sec-WebSocket-Version")).isEqualTo("13");
      assertThat(Base64.getDecoder().decode(asked.field("Sec-WebSocket-Key"))).hasSize(16);

      assertThat(read(client.data(1, 0, "one"), 3)).isEqualTo("one");
      client.get(3, "unknown.localhost", "/");
      assertThat(client.next(RawHttp2.HEADERS).fields()).containsEntry(":status", "404");
      assertThat(text(client.next(RawHttp2.DATA))).as("of stream 3").startsWith("{");
      assertThat(read(client.data(1, 0, "two"), 3)).isEqualTo("two");

      client.data(1, RawHttp2.END_STREAM, "three");
      assertThat(read(client, 8)).isEqualTo("threebye");
      assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("ended");
      assertThat(edge.nextRecord().status()).isEqualTo(404);
      AccessRecord record = edge.nextRecord();
      assertThat(record.status()).isEqualTo(101);
      assertThat(record.method()).isEqualTo("GET");
      assertThat(record.requestBytes()).isEqualTo(11);
      assertThat(record.responseBytes()).isEqualTo(14);
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(edge.registry().get("edge.tunnels.active").gauge().value()).isZero());
    }
  }

  @Test
  void what_comes_before_the_tunnel_is_there_waits_for_it() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = echo(end);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0).data(1, 0, "early ").data(1, RawHttp2.END_STREAM, "bird");
      assertThat(client.next(RawHttp2.HEADERS).fields()).containsEntry(":status", "200");
      assertThat(read(client, 13)).isEqualTo("early birdbye");
      assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("ended");
    }
  }

  @Test
  void more_than_the_windows_goes_through_a_tunnel() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = echo(end);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      client.next(RawHttp2.HEADERS);
      String piece = "x".repeat(16_000);
      byte[] more = ByteBuffer.allocate(4).putInt(16_000).array();
      for (int i = 0; i < 100; i++) {
        assertThat(read(client.data(1, 0, piece), 16_000)).isEqualTo(piece);
        client.frame(RawHttp2.WINDOW_UPDATE, 0, 0, more).frame(RawHttp2.WINDOW_UPDATE, 0, 1, more);
      }
    }
  }

  @Test
  void a_target_that_refuses_is_heard_and_the_stream_ends() throws Exception {
    try (RawOrigin origin =
            new RawOrigin(
                (_, wire) -> wire.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      RawHttp2.Response response = client.read(1);
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).isEqualTo("no");
      Frame reset = client.next(RawHttp2.RST_STREAM);
      assertThat(reset.error()).isEqualTo((int) Http2Error.NO_ERROR.code());
      client.get(3, "unknown.localhost", "/");
      assertThat(client.read(3).status()).isEqualTo(404);
    }
  }

  @Test
  void a_target_that_does_not_know_the_key_is_no_websocket_server() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(NOT_MEANT));
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      RawHttp2.Response response = client.read(1);
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.body()).contains("TARGET_INVALID_RESPONSE");
    }
  }

  @Test
  void a_client_that_resets_the_stream_ends_the_connection_to_the_target() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = echo(end);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      client.next(RawHttp2.HEADERS);
      client.frame(RawHttp2.RST_STREAM, 0, 1, 0, 0, 0, 8);
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
      assertThat(edge.nextRecord().code()).isEqualTo("CLIENT_CLOSED");
    }
  }

  @Test
  void a_target_that_breaks_off_resets_the_stream() throws Exception {
    try (RawOrigin origin =
            new RawOrigin((request, wire) -> {
              switchTo(request, wire);
              wire.in().readNBytes(1);
              wire.reset();
            });
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      client.next(RawHttp2.HEADERS);
      client.data(1, 0, "x");
      assertThat(client.next(RawHttp2.RST_STREAM).stream()).isOne();
    }
  }

  @Test
  void an_idle_tunnel_ends() throws Exception {
    UnaryOperator<EdgeOptions> impatient =
        options ->
            Records.with(
                options,
                "limits",
                Records.with(options.limits(), "tunnelTimeout", Duration.ofMillis(200)));
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = echo(end);
        EdgeFixture edge = EdgeFixture.start(impatient).routed("gw", Map.of("/*", origin.url()));
        RawHttp2 client = RawHttp2.client(edge.port())) {
      ask(client, 1, 0);
      client.next(RawHttp2.HEADERS);
      assertThat(client.next(RawHttp2.RST_STREAM).error())
          .isEqualTo((int) Http2Error.CANCEL.code());
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_function_gets_the_request_as_from_http_1_1() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("gw");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox()
          .function(call -> {
            HttpHeaders fields = new DefaultHttpHeaders();
            String key = call.head().headers().get("sec-websocket-key");
            fields.add("Sec-WebSocket-Accept", accept(key));
            call.listener().onHead(101, fields);
            call.piece("hello");
          });
      ask(client, 1, 0);
      assertThat(client.next(RawHttp2.HEADERS).fields()).containsEntry(":status", "200");
      assertThat(read(client, 5)).isEqualTo("hello");
      var call = edge.sandbox().calls().take();
      assertThat(call.head().method()).isEqualTo("GET");
      assertThat(call.headers()).contains("upgrade=websocket");
      HttpHeaders answer = new DefaultHttpHeaders();
      answer.add("Sec-WebSocket-Accept", accept("other"));
      assertThat(WebSocketKey.isAccepted(call.head().headers(), answer)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"connect-udp, 501", "WebSocket, 502"})
  void other_protocols_are_not_supported(String protocol, int status) throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", "http://127.0.0.1:1"));
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.headers(
          1,
          0,
          ":method",
          "CONNECT",
          ":protocol",
          protocol,
          ":scheme",
          "http",
          ":authority",
          "gw.localhost",
          ":path",
          "/");
      assertThat(client.read(1).status()).isEqualTo(status);
    }
  }

  @Test
  void a_protocol_without_connect_is_malformed() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("gw");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "gw.localhost", "/", ":protocol", "websocket");
      assertThat(client.next(RawHttp2.RST_STREAM).error())
          .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
    }
  }
}

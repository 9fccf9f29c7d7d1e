package io.alternatefutures.edge;

import static io.alternatefutures.edge.testing.RawHttp2.DATA;
import static io.alternatefutures.edge.testing.RawHttp2.END_STREAM;
import static io.alternatefutures.edge.testing.RawHttp2.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.RawHttp2.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** WebSocket to targets that take it over HTTP/2 (RFC 8441), or do not. */
final class WebSocketTargetIT {
  /** SETTINGS_ENABLE_CONNECT_PROTOCOL with the value 1. */
  private static final int[] TAKES_WEBSOCKET = {0, 8, 0, 0, 0, 1};

  /** Key and answer of RFC 6455 section 1.3. */
  private static final String ASK =
      """
      GET /chat?x=1 HTTP/1.1\r
      Host: gw.localhost\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Protocol: chat\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  /** What a target does with a connection. */
  @FunctionalInterface
  private interface Script {
    void serve(Socket socket, int number) throws IOException;
  }

  private static final class Target implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    Target(Script script) throws IOException {
      Thread.ofPlatform().daemon().start(() -> accept(script));
    }

    private void accept(Script script) {
      try {
        while (true) {
          Socket socket = server.accept();
          accepted.add(socket);
          int number = accepted.size();
          Thread.ofPlatform().daemon().start(() -> serve(script, socket, number));
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    private void serve(Script script, Socket socket, int number) {
      try (socket) {
        script.serve(socket, number);
      } catch (IOException e) {
        // The edge closed the connection.
      } catch (AssertionError e) {
        failures.add(e);
      }
    }

    EdgeFixture edge() {
      return EdgeFixture.start()
          .planned(
              "gw",
              Map.of(
                  "/*",
                  Map.of(
                      "target", "http://127.0.0.1:" + server.getLocalPort(), "protocol", "h2c")));
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : accepted) {
        socket.close();
      }
      assertThat(failures).isEmpty();
    }
  }

  private static String text(Frame frame) {
    return new String(frame.payload(), StandardCharsets.ISO_8859_1);
  }

  /** Takes the request for a WebSocket; gives its stream. */
  private static int asked(RawHttp2 wire) throws IOException {
    Frame head = wire.next(HEADERS);
    assertThat(head.has(END_STREAM)).isFalse();
    assertThat(head.fields())
        .containsEntry(":method", "CONNECT")
        .containsEntry(":protocol", "websocket")
        .containsEntry(":scheme", "http")
        .containsEntry(":path", "/chat?x=1")
        .containsEntry("sec-websocket-version", "13")
        .containsEntry("sec-websocket-protocol", "chat")
        .doesNotContainKeys("sec-websocket-key", "upgrade", "connection", "content-length");
    return head.stream();
  }

  private static Target chatting() throws IOException {
    return new Target((socket, _) -> {
      RawHttp2 wire = RawHttp2.server(socket, TAKES_WEBSOCKET);
      int stream = asked(wire);
      wire.headers(stream, 0, ":status", "200", "sec-websocket-protocol", "chat");
      assertThat(text(wire.next(DATA))).isEqualTo("ping");
      wire.data(stream, 0, "pong");
      Frame end = wire.next(DATA);
      assertThat(text(end)).isEmpty();
      assertThat(end.has(END_STREAM)).isTrue();
      wire.data(stream, END_STREAM, "bye");
      assertThat(wire.next()).as("nothing is reset").isNull();
    });
  }

  @Test
  void a_client_of_http1_speaks_to_a_target_of_http2() throws Exception {
    try (Target target = chatting();
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      client.send(ASK);
      RawClient.Response head = client.readBodyless();
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.field("Upgrade")).isEqualTo("websocket");
      assertThat(head.field("Sec-WebSocket-Accept")).isEqualTo(ACCEPT);
      assertThat(head.field("Sec-WebSocket-Protocol")).isEqualTo("chat");
      client.send("ping");
      assertThat(new String(client.readBytes(4), StandardCharsets.US_ASCII)).isEqualTo("pong");
      client.socket().shutdownOutput();
      assertThat(new String(client.readToEnd(), StandardCharsets.US_ASCII)).isEqualTo("bye");
      assertThat(edge.nextRecord().status()).isEqualTo(101);
    }
  }

  @Test
  void a_client_of_http2_speaks_to_a_target_of_http2() throws Exception {
    try (Target target = chatting();
        EdgeFixture edge = target.edge();
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.headers(
          1,
          0,
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
      Frame head = client.next(HEADERS);
      assertThat(head.fields())
          .containsEntry(":status", "200")
          .containsEntry("sec-websocket-protocol", "chat")
          .doesNotContainKeys("sec-websocket-accept", "upgrade");
      client.data(1, 0, "ping");
      assertThat(text(client.next(DATA))).isEqualTo("pong");
      client.data(1, END_STREAM, "");
      assertThat(text(client.next(DATA))).isEqualTo("bye");
    }
  }

  @Test
  void a_target_may_refuse_and_serve_others_over_the_same_connection() throws Exception {
    try (Target target =
            new Target((socket, _) -> {
              RawHttp2 wire = RawHttp2.server(socket, TAKES_WEBSOCKET);
              int stream = asked(wire);
              wire.headers(stream, 0, ":status", "403", "content-length", "2");
              wire.data(stream, END_STREAM, "no");
              wire.headers(wire.next(HEADERS).stream(), END_STREAM, ":status", "204");
              wire.next(RawHttp2.GOAWAY);
            });
        EdgeFixture edge = target.edge();
        RawClient client = edge.client();
        RawClient other = edge.client()) {
      RawClient.Response refused = client.send(ASK).read();
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).isEqualTo("no");
      assertThat(other.get("gw.localhost", "/").status()).isEqualTo(204);
      assertThat(target.accepted).hasSize(1);
    }
  }

  @Test
  void a_target_that_does_not_take_it_over_http2_is_asked_over_http1() throws Exception {
    try (Target target =
            new Target((socket, number) -> {
              if (number == 1) {
                RawHttp2 wire = RawHttp2.server(socket);
                wire.headers(wire.next(HEADERS).stream(), END_STREAM, ":status", "204");
                wire.next(RawHttp2.GOAWAY);
                return;
              }
              RawClient wire = new RawClient(socket);
              assertThat(wire.readLine()).isEqualTo("GET /chat?x=1 HTTP/1.1");
              while (!wire.readLine().isEmpty()) {
                assertThat(socket.isClosed()).isFalse();
              }
              wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n");
              wire.send("Upgrade: websocket\r\nSec-WebSocket-Accept: " + ACCEPT + "\r\n\r\n");
              wire.send(wire.readBytes(4));
            });
        EdgeFixture edge = target.edge();
        RawClient first = edge.client();
        RawClient second = edge.client();
        RawClient other = edge.client()) {
      for (RawClient client : List.of(first, second)) {
        assertThat(client.send(ASK).readBodyless().status()).isEqualTo(101);
        client.send("ping");
        assertThat(new String(client.readToEnd(), StandardCharsets.US_ASCII)).isEqualTo("ping");
      }
      assertThat(other.get("gw.localhost", "/").status()).isEqualTo(204);
      assertThat(target.accepted).hasSize(3);
    }
  }

  @Test
  void a_target_that_does_not_take_it_at_all_is_a_502() throws Exception {
    try (Target target =
            new Target((socket, number) -> {
              if (number == 1) {
                RawHttp2.server(socket).next(RawHttp2.GOAWAY);
              } else {
                socket
                    .getOutputStream()
                    .write(RawHttp2.frameOf(RawHttp2.SETTINGS, 0, 0, new byte[0]));
                socket.getInputStream().readNBytes(24);
              }
            });
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      RawClient.Response refused = client.send(ASK).read();
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains("\"code\":\"TARGET_INVALID_RESPONSE\"");
    }
  }

  @Test
  void a_target_that_resets_the_stream_ends_the_tunnel() throws Exception {
    try (Target target =
            new Target((socket, _) -> {
              RawHttp2 wire = RawHttp2.server(socket, TAKES_WEBSOCKET);
              int stream = asked(wire);
              wire.headers(stream, 0, ":status", "200");
              assertThat(text(wire.next(DATA))).isEqualTo("ping");
              wire.frame(RawHttp2.RST_STREAM, 0, stream, 0, 0, 0, 8);
              wire.next(RawHttp2.GOAWAY);
            });
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).readBodyless().status()).isEqualTo(101);
      client.send("ping");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_target_that_goes_away_before_its_settings_is_a_502() throws Exception {
    try (Target target = new Target((socket, _) -> socket.getInputStream().readNBytes(24));
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      RawClient.Response refused = client.send(ASK).read();
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains("\"code\":\"TARGET_UNREACHABLE\"");
    }
  }
}

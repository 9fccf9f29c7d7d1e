package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.FakeSandbox;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Switching to another protocol (RFC 9110 section 7.8): afterwards the edge carries bytes. */
final class UpgradeIT {
  private static final String ASK =
      """
      GET /chat HTTP/1.1\r
      Host: gw.localhost\r
      Connection: keep-alive, Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;
  private static final String SWITCH =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: WebSocket\r
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
      \r
      """;
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 1_600;

  private static EdgeFixture edge(RawOrigin origin) {
    return edge(origin, UnaryOperator.identity());
  }

  private static EdgeFixture edge(RawOrigin origin, UnaryOperator<EdgeOptions> change) {
    return EdgeFixture.start(change).routed("gw", Map.of("/*", origin.url()));
  }

  private static EdgeOptions limit(EdgeOptions options, String name, Duration value) {
    return Records.with(options, "limits", Records.with(options.limits(), name, value));
  }

  /** Switches, sends every line back, and says how the client ended. */
  private static RawOrigin lines(CompletableFuture<String> end) throws IOException {
    return new RawOrigin((_, wire) -> {
      wire.send(SWITCH);
      try {
        for (int b = wire.in().read(); b >= 0; b = wire.in().read()) {
          wire.out().write(b);
          wire.out().flush();
        }
        wire.send("bye\r\n");
        end.complete("ended");
        wire.close();
      } catch (IOException e) {
        end.complete("reset");
      }
    });
  }

  @Test
  void a_target_that_switches_gets_a_tunnel_to_the_client() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = lines(end);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.send(ASK).read();

      assertThat(response.status()).isEqualTo(101);
      assertThat(response.field("Upgrade")).isEqualTo("WebSocket");
      assertThat(response.field("Connection")).isEqualTo("Upgrade");
      assertThat(response.field("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(response.has("Content-Length") || response.has("Transfer-Encoding")).isFalse();
      RawOrigin.Request asked = origin.requests().take();
      assertThat(asked.field("Connection")).isEqualTo("Upgrade");
      assertThat(asked.field("Upgrade")).isEqualTo("websocket");
      assertThat(asked.field("Sec-WebSocket-Key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");

      assertThat(client.send("one\r\n").readLine()).isEqualTo("one");
      assertThat(client.send("GET / HTTP/1.1\r\n\r\n").readLine()).isEqualTo("GET / HTTP/1.1");
      assertThat(client.readLine()).isEmpty();

      client.socket().shutdownOutput();
      assertThat(new String(client.readToEnd(), StandardCharsets.US_ASCII)).isEqualTo("bye\r\n");
      assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("ended");
      AccessRecord record = edge.nextRecord();
      assertThat(record.status()).isEqualTo(101);
      assertThat(record.code()).isNull();
      assertThat(record.requestBytes()).isEqualTo(23);
      assertThat(record.responseBytes()).isEqualTo(28);
    }
  }

  @Test
  void a_connection_that_was_switched_serves_no_other_request() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          if (request.has("Upgrade")) {
            wire.send(SWITCH + "x");
            wire.socket().shutdownOutput();
          } else {
            wire.ok("ok");
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient other = edge.client()) {
      assertThat(other.get("gw.localhost", "/").text()).isEqualTo("ok");
      try (RawClient client = edge.client()) {
        assertThat(client.send(ASK).read().status()).isEqualTo(101);
        assertThat(client.readToEnd()).isEqualTo(new byte[] {'x'});
      }
      assertThat(edge.nextRecord().status()).isEqualTo(200);
      assertThat(edge.nextRecord().status()).isEqualTo(101);
      assertThat(other.get("gw.localhost", "/").text()).isEqualTo("ok");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void bytes_that_come_with_the_heads_are_the_first_in_the_tunnel() throws Exception {
    CompletableFuture<Integer> early = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          early.complete(wire.in().available());
          wire.send(SWITCH + "from the target\r\n");
          wire.out().write(wire.in().readNBytes(17));
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(ASK + "from the client\r\n");
      assertThat(client.read().status()).isEqualTo(101);
      assertThat(client.readLine()).isEqualTo("from the target");
      assertThat(client.readLine()).isEqualTo("from the client");
      assertThat(early).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
    }
  }

  @Test
  void a_target_that_does_not_switch_answers_as_usual() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.send(ASK).read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.has("Upgrade") || response.has("Connection")).isFalse();
      assertThat(client.get("gw.localhost", "/next").text()).startsWith("GET /next HTTP/1.1");
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void bytes_meant_for_the_other_protocol_are_never_taken_for_a_request() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(ASK + "GET /smuggled HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      RawClient.Response response = client.read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void a_target_that_ends_first_still_gets_what_the_client_sends() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH + "last");
          wire.socket().shutdownOutput();
          received.complete(new String(wire.in().readAllBytes(), StandardCharsets.US_ASCII));
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      assertThat(client.readToEnd()).isEqualTo("last".getBytes(StandardCharsets.US_ASCII));
      client.send("after the end");
      client.socket().shutdownOutput();
      assertThat(received).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("after the end");
      assertThat(edge.nextRecord().code()).isNull();
      Awaitility.await().until(() -> origin.open() == 0);
    }
  }

  @Test
  void a_client_that_leaves_ends_the_targets_connection() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = lines(end);
        EdgeFixture edge = edge(origin)) {
      try (RawClient client = edge.client()) {
        assertThat(client.send(ASK).read().status()).isEqualTo(101);
        client.socket().setSoLinger(true, 0);
      }
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
      assertThat(edge.nextRecord().code()).isEqualTo("CLIENT_CLOSED");
      Awaitility.await().until(() -> origin.open() == 0);
    }
  }

  @Test
  void a_target_that_resets_resets_the_client() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH);
          wire.in().read();
          wire.reset();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      client.send("x");
      assertThatThrownBy(client::readByte).isInstanceOf(SocketException.class);
      assertThat(edge.nextRecord().code()).isEqualTo("TARGET_INVALID_RESPONSE");
    }
  }

  @Test
  void a_tunnel_without_bytes_ends_on_both_sides() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (RawOrigin origin = lines(end);
        EdgeFixture edge =
            edge(origin, options -> limit(options, "tunnelTimeout", Duration.ofMillis(300)));
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
      assertThat(edge.nextRecord().detail()).contains("idle");
    }
  }

  @Test
  void a_tunnel_that_one_side_has_ended_is_not_kept_for_long() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH);
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge =
            edge(origin, options -> limit(options, "halfOpenTimeout", Duration.ofMillis(300)));
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      client.socket().shutdownOutput();
      assertThat(client.isClosedByServer()).isTrue();
      over.countDown();
    }
  }

  @Test
  void a_stopping_server_ends_tunnels_once_the_drain_time_is_over() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    UnaryOperator<EdgeOptions> hurried =
        options -> Records.with(options, "drainTimeout", Duration.ofMillis(300));
    try (RawOrigin origin = lines(end);
        EdgeFixture edge = edge(origin, hurried);
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      edge.server().close();
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"
      })
  void a_target_that_switches_to_something_else_is_a_502(String answer) throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(answer));
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.send(ASK).read();
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("TARGET_INVALID_RESPONSE");
      Awaitility.await().until(() -> origin.open() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: a, b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: gw.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Content-Length: 1\r\n\r\nx",
      })
  void other_requests_to_upgrade_are_passed_over(String request) throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.send(request).read().status()).isEqualTo(200);
      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.has("Upgrade") || seen.has("Connection")).isFalse();
    }
  }

  @Test
  void a_client_that_does_not_read_slows_the_target_down() throws Exception {
    AtomicLong sent = new AtomicLong();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH);
          byte[] piece = new byte[PIECE];
          for (int i = 0; i < PIECES; i++) {
            wire.send(piece);
            sent.addAndGet(PIECE);
          }
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      assertStalls(sent);
      assertThat(client.readToEnd()).hasSize(PIECE * PIECES);
    }
  }

  @Test
  void a_target_that_does_not_read_slows_the_client_down() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CompletableFuture<Integer> received = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH);
          try {
            read.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          received.complete(wire.in().readAllBytes().length);
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAll(client, sent));
      assertStalls(sent);
      read.countDown();
      sending.get(30, TimeUnit.SECONDS);
      assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(PIECE * PIECES);
    }
  }

  private static void sendAll(RawClient client, AtomicLong sent) {
    try {
      for (int i = 0; i < PIECES; i++) {
        client.send(new byte[PIECE]);
        sent.addAndGet(PIECE);
      }
      client.socket().shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sockets on the way take some megabytes; then nothing moves. */
  private static void assertStalls(AtomicLong sent) {
    AtomicLong last = new AtomicLong();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
    assertThat(sent.get()).isLessThan((long) PIECE * PIECES / 2);
  }

  @Test
  void a_target_behind_tls_gets_a_tunnel(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.forHost("localhost", folder);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(SWITCH);
          wire.out().write(wire.in().readNBytes(5));
          wire.close();
        };
    try (RawOrigin origin = RawOrigin.secure(script, certificates.server());
        EdgeFixture edge =
            EdgeFixture.start(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    "127.0.0.0/8,::1",
                    certificates.client())
                .routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      assertThat(client.send(ASK).read().status()).isEqualTo(101);
      assertThat(client.send("hello").readToEnd())
          .isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void a_function_that_switches_gets_a_tunnel_to_the_client() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox()
          .function(call -> {
            if (call.body().isEmpty()) {
              call.listener().onHead(101, new DefaultHttpHeaders().add("upgrade", "websocket"));
            }
          });
      client.send(ASK.replace("gw.", "fn."));
      assertThat(client.read().status()).isEqualTo(101);
      FakeSandbox.Call call = edge.sandbox().calls().take();
      assertThat(call.headers()).contains("upgrade=websocket");
      client.send("ping");
      Awaitility.await().until(() -> call.body().equals("ping"));
      call.loop()
          .execute(() -> {
            call.piece("pong");
            call.listener().onEnd(7);
          });
      assertThat(client.readToEnd()).isEqualTo("pong".getBytes(StandardCharsets.US_ASCII));
      client.socket().shutdownOutput();
      AccessRecord record = edge.nextRecord();
      assertThat(record.status()).isEqualTo(101);
      assertThat(record.cpuNanos()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "other"})
  void functions_are_asked_for_websocket_only(String protocol) throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      client.send(ASK.replace("gw.", "fn.").replace("Upgrade: websocket", "Upgrade: " + protocol));
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(edge.sandbox().calls().take().headers()).doesNotContain("pgrade");
    }
  }
}

package io.alternatefutures.edge;

import static io.alternatefutures.edge.testing.RawHttp2.RST_STREAM;
import static io.alternatefutures.edge.testing.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.MinimumRate;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.Records;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that go on, but so slowly that they are not worth waiting for. */
final class SlowClientIT {
  private static final MinimumRate DEMANDING = new MinimumRate(100_000, Duration.ofMillis(300));
  private static final MinimumRate LENIENT = new MinimumRate(1, Duration.ofMillis(300));
  private static final String POST = "POST / HTTP/1.1\r\nHost: fn.localhost\r\n";

  /** All other times are longer than a test. */
  private static UnaryOperator<EdgeOptions> wanting(String which, MinimumRate rate) {
    return options -> {
      ClientLimits limits = options.limits();
      for (String timeout : new String[] {"header", "keepAlive", "body"}) {
        limits = Records.with(limits, timeout + "Timeout", Duration.ofMinutes(5));
      }
      return Records.with(options, "limits", Records.with(limits, which, rate));
    };
  }

  /** Sends pieces with pauses between them until somebody has had enough, or all are sent. */
  private static CompletableFuture<Void> trickle(Piece piece, int pieces) {
    return CompletableFuture.runAsync(() -> {
      try {
        for (int i = 0; i < pieces; i++) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
          piece.send(i);
        }
      } catch (IOException e) {
        // The server has had enough.
      }
    });
  }

  @FunctionalInterface
  private interface Piece {
    void send(int number) throws IOException;
  }

  @Test
  void a_head_that_comes_too_slowly_is_a_408() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawClient client = edge.client()) {
      client.send(POST);
      CompletableFuture<Void> sending = trickle(i -> client.send("X-" + i + ": 1\r\n"), 90);
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.text()).contains("\"code\":\"REQUEST_TIMEOUT\"");
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_slow_head_that_is_fast_enough_is_answered() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", LENIENT)).coded("fn");
        RawClient client = edge.client()) {
      client.send(POST);
      trickle(i -> client.send("X-" + i + ": 1\r\n"), 50).get(10, TimeUnit.SECONDS);

      assertThat(client.send("\r\n").read().status()).isEqualTo(200);
    }
  }

  @Test
  void each_head_of_a_connection_has_its_own_grace() throws Exception {
    MinimumRate rate = new MinimumRate(100_000, Duration.ofSeconds(2));
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", rate)).coded("fn");
        RawClient client = edge.client()) {
      for (int i = 0; i < 6; i++) {
        client.send(POST);
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        assertThat(client.send("\r\n").read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_body_that_comes_too_slowly_is_a_408() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawClient client = edge.client()) {
      client.send(POST + "Content-Length: 100000\r\n\r\n");
      CompletableFuture<Void> sending = trickle(_ -> client.send("x"), 1_000);

      assertThat(client.read().status()).isEqualTo(408);
      assertThat(edge.sandbox().calls().take().cancelled()).succeedsWithin(Duration.ofSeconds(10));
      client.disconnect();
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_body_that_nobody_wants_has_to_come_in_time_too() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING));
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: nobody.localhost\r\nContent-Length: 100000\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(404);
      CompletableFuture<Void> sending = trickle(_ -> client.send("x"), 1_000);

      assertThat(client.isClosedByServer()).isTrue();
      client.disconnect();
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_body_that_is_answered_while_it_comes_may_take_its_time() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(_ -> {});
      client.send(POST + "Content-Length: 51\r\n\r\nx");
      var call = edge.sandbox().calls().poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      call.loop()
          .execute(() -> {
            call.listener().onHead(200, new DefaultHttpHeaders());
            call.piece("begun, ");
            call.piece("and ");
          });
      trickle(_ -> client.send("x"), 50).get(10, TimeUnit.SECONDS);
      call.loop()
          .execute(() -> {
            call.piece("done");
            call.listener().onEnd(0);
          });

      assertThat(client.read().text()).isEqualTo("begun, and done");
    }
  }

  @Test
  void a_client_that_waits_to_be_asked_for_the_body_is_not_too_slow() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawClient client = edge.client()) {
      client.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      assertThat(client.read().status()).isEqualTo(100);

      assertThat(client.send("ok").read().text()).endsWith("ok");
    }
  }

  @Test
  void a_client_that_reads_too_slowly_is_cut_off() throws Exception {
    MinimumRate rate = new MinimumRate(10_000_000, Duration.ofMillis(300));
    try (EdgeFixture edge = EdgeFixture.start(wanting("responseRate", rate)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, "x".repeat(50_000_000)));
      client.send(POST + "\r\n");
      CompletableFuture<Void> reading = trickle(_ -> client.readBytes(1), 400);

      Awaitility.await()
          .until(() -> edge.registry().get("edge.connections.active").gauge().value() == 0);
      client.disconnect();
      reading.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_client_that_reads_fast_enough_gets_everything() throws Exception {
    MinimumRate rate = new MinimumRate(1_000, Duration.ofSeconds(5));
    int size = 20_000_000;
    try (EdgeFixture edge = EdgeFixture.start(wanting("responseRate", rate)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, "x".repeat(size)));
      client.send(POST + "\r\n");
      for (String line = client.readLine(); !line.isEmpty(); line = client.readLine()) {
        assertThat(line).isNotEmpty();
      }
      for (int read = 0; read < size; read += 500_000) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        assertThat(client.readBytes(500_000)).hasSize(500_000);
      }
    }
  }

  @Test
  void a_body_on_a_stream_that_comes_too_slowly_is_a_408() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "fn.localhost", "/");
      CompletableFuture<Void> sending = trickle(_ -> client.data(1, 0, "x"), 1_000);

      assertThat(client.read(1).status()).isEqualTo(408);
      client.disconnect();
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_stream_of_grpc_messages_may_take_its_time() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("requestRate", DEMANDING)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "fn.localhost", "/", "content-type", "application/grpc+proto");
      trickle(_ -> client.data(1, 0, "x"), 50).get(10, TimeUnit.SECONDS);
      client.data(1, RawHttp2.END_STREAM, "x");

      assertThat(client.read(1).body()).endsWith("x".repeat(51));
    }
  }

  @Test
  void a_stream_whose_window_opens_too_slowly_is_reset() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(wanting("responseRate", DEMANDING)).coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox()
          .function(call -> {
            call.listener().onHead(200, new DefaultHttpHeaders());
            for (int i = 0; i < 500; i++) {
              call.piece("x".repeat(1_000));
            }
            call.listener().onEnd(0);
          });
      client.get(1, "fn.localhost", "/");
      CompletableFuture<Void> opening =
          trickle(_ -> client.frame(WINDOW_UPDATE, 0, 1, 0, 0, 3, 0xE8), 1_000);

      RawHttp2.Frame reset = client.next(RST_STREAM);
      assertThat(reset.stream()).isEqualTo(1);
      assertThat(reset.error()).isEqualTo(8);
      client.disconnect();
      opening.get(10, TimeUnit.SECONDS);
    }
  }
}

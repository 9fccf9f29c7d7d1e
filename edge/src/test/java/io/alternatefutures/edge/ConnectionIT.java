package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.MinimumRate;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.edge.trace.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ConnectionIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: fn.localhost\r\n";

  private static UnaryOperator<EdgeOptions> with(UnaryOperator<ClientLimits> change) {
    return options ->
        Records.with(
            Records.with(options, "drainTimeout", Duration.ofMillis(500)),
            "limits",
            change.apply(options.limits()));
  }

  private static ClientLimits hasty(ClientLimits limits) {
    ClientLimits hasty = limits;
    for (String timeout : new String[] {"header", "keepAlive", "body", "linger"}) {
      hasty = Records.with(hasty, timeout + "Timeout", Duration.ofMillis(200));
    }
    return Records.with(hasty, "responseRate", new MinimumRate(0, Duration.ofMillis(200)));
  }

  private static ClientLimits fewConnections(ClientLimits limits) {
    return Records.with(Records.with(limits, "connections", 2), "pipelinedBytes", 1_000);
  }

  @Test
  void pipelined_requests_are_answered_in_order_one_at_a_time() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: fn.localhost\r\n");
        requests.append("Content-Length: 2\r\n\r\nok");
      }
      client.send(requests.toString());

      for (int i = 0; i < 200; i++) {
        assertThat(client.read().text()).isEqualTo("POST http://fn.localhost/" + i + "\nok");
      }
    }
  }

  @Test
  void pipelined_requests_that_the_edge_refuses_do_not_pile_up() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.client()) {
      int count = 20_000;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> {
            try {
              client.send((GET + "\r\n").repeat(count));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      for (int i = 0; i < count; i++) {
        assertThat(client.read().status()).isEqualTo(404);
      }
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_client_cannot_pile_up_requests_while_one_is_being_answered() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::fewConnections)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox()
          .function(call ->
              Thread.ofVirtual()
                  .start(() -> {
                    await(answer);
                    call.loop().execute(call::answerWithBody);
                  }));
      int count = 200_000;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> {
            try {
              client.send((GET + "\r\n").repeat(count));
            } catch (java.io.IOException e) {
              // The test ends before all is sent.
            }
          });
      assertThat(edge.sandbox().calls().poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(sending).as("backpressure on the socket").isNotDone();
      assertThat(edge.sandbox().calls()).isEmpty();
      answer.countDown();
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_that_reads_no_answers_gets_no_further_ones() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      String large = "x".repeat(100_000);
      edge.sandbox().function(call -> call.answer(200, large));
      int count = 1_000;
      client.send((GET + "\r\n").repeat(count));
      // What the sockets hold is a few megabytes; a hundred would be all answers.
      org.awaitility.Awaitility.await()
          .during(Duration.ofMillis(300))
          .until(() -> edge.sandbox().calls().size() < count / 2);
      for (int i = 0; i < count; i++) {
        assertThat(client.read().text()).hasSize(large.length());
      }
    }
  }

  @Test
  void a_connection_is_closed_when_the_client_asks_for_that() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      client.send(GET + "Connection: close\r\n\r\n" + GET + "\r\n");
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void an_idle_connection_is_closed_without_a_word() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::hasty)).coded("fn");
        RawClient unused = edge.client();
        RawClient used = edge.client()) {
      assertThat(used.get("fn.localhost", "/").status()).isEqualTo(200);

      assertThat(used.readToEnd()).isEmpty();
      assertThat(unused.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_head_that_does_not_arrive_in_time_is_a_408() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::hasty)).coded("fn");
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: ");
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.text()).contains("\"code\":\"REQUEST_TIMEOUT\"");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_head_that_trickles_in_is_a_408_all_the_same() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::hasty)).coded("fn");
        RawClient client = edge.client()) {
      CompletableFuture<Void> trickling =
          CompletableFuture.runAsync(() -> {
            try {
              client.send(GET);
              for (int i = 0; i < 100; i++) {
                pause(Duration.ofMillis(20));
                client.send("X-" + i + ": 1\r\n");
              }
            } catch (java.io.IOException e) {
              // The server has had enough.
            }
          });
      assertThat(client.read().status()).isEqualTo(408);
      trickling.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_body_that_stops_midway_is_a_408() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::hasty)).coded("fn");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: fn.localhost\r\nContent-Length: 10\r\n\r\nabc");
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(408);
      assertThat(edge.sandbox().calls().take().cancelled()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_client_that_does_not_read_its_response_is_cut_off() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::hasty)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, "x".repeat(50_000_000)));
      client.send(GET + "\r\n");
      assertThat(edge.nextRecord().status()).isEqualTo(200);

      org.awaitility.Awaitility.await()
          .until(() -> edge.registry().get("edge.connections.active").gauge().value() == 0);
      assertThatThrownBy(client::read).isInstanceOf(java.io.IOException.class);
    }
  }

  @Test
  void a_request_line_beyond_the_limit_is_a_414() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient fits = edge.client();
        RawClient client = edge.client()) {
      assertThat(fits.get("fn.localhost", "/" + "a".repeat(8_000)).status()).isEqualTo(200);
      client.send("GET /" + "a".repeat(9_000));
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(414);
      assertThat(response.text()).contains("\"code\":\"URI_TOO_LONG\"");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_header_beyond_the_limits_is_a_431() throws Exception {
    List<String> heads = new ArrayList<>();
    heads.add(GET + "X-A: " + "a".repeat(33_000) + "\r\n\r\n");
    heads.add(GET + ("X-A: " + "a".repeat(1_000) + "\r\n").repeat(40) + "\r\n");
    heads.add(GET + "X-A: b\r\n".repeat(100) + "\r\n");
    for (String head : heads) {
      try (EdgeFixture edge = EdgeFixture.start().coded("fn");
          RawClient client = edge.client()) {
        client.send(head);
        RawClient.Response response = client.read();

        assertThat(response.status()).isEqualTo(431);
        assertThat(response.text()).contains("\"code\":\"HEADER_TOO_LARGE\"");
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void connections_beyond_the_limit_are_told_to_come_back() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::fewConnections)).coded("fn");
        RawClient first = edge.client();
        RawClient second = edge.client()) {
      assertThat(first.get("fn.localhost", "/").status()).isEqualTo(200);
      assertThat(second.get("fn.localhost", "/").status()).isEqualTo(200);
      try (RawClient third = edge.client()) {
        RawClient.Response response = third.read();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.field("Retry-After")).isEqualTo("1");
        assertThat(third.isClosedByServer()).isTrue();
        assertThat(edge.registry().get("edge.connections.refused").counter().count()).isEqualTo(1);
      }
      first.disconnect();
      org.awaitility.Awaitility.await()
          .until(() -> {
            try (RawClient again = edge.client()) {
              return again.get("fn.localhost", "/").status() == 200;
            }
          });
    }
  }

  @Test
  void a_hundred_thousand_connections_beyond_the_limit_are_all_told_and_disturb_nobody()
      throws Exception {
    int batch = 500;
    try (EdgeFixture edge = EdgeFixture.start(with(ConnectionIT::fewConnections)).coded("fn");
        RawClient first = edge.client();
        RawClient second = edge.client()) {
      assertThat(first.get("fn.localhost", "/").status()).isEqualTo(200);
      assertThat(second.get("fn.localhost", "/").status()).isEqualTo(200);
      for (int told = 0; told < 100_000; told += batch) {
        List<RawClient> others = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
          others.add(edge.client().send(GET + "\r\n")); // unread bytes must not cost the answer
        }
        for (RawClient other : others) {
          assertThat(other.read().status()).isEqualTo(503);
          other.socket().setSoLinger(true, 0);
          other.close();
        }
        assertThat(first.get("fn.localhost", "/").status()).isEqualTo(200);
      }
      assertThat(edge.registry().get("edge.connections.refused").counter().count())
          .isEqualTo(100_000);
      assertThat(edge.registry().get("edge.connections.active").gauge().value()).isEqualTo(2);
    }
  }

  @Test
  void a_client_that_leaves_cancels_its_request() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn")) {
      edge.sandbox().function(_ -> {});
      try (RawClient client = edge.client()) {
        client.send(GET + "\r\n");
        assertThat(edge.sandbox().calls().poll(10, TimeUnit.SECONDS))
            .satisfies(call -> {
              client.disconnect();
              assertThat(call.cancelled()).succeedsWithin(Duration.ofSeconds(10));
            });
      }
      AccessRecord entry = edge.nextRecord();
      assertThat(entry.status()).isEqualTo(499);
      assertThat(entry.code()).isEqualTo("CLIENT_CLOSED");
    }
  }

  @Test
  void a_client_that_leaves_cancels_the_targets_work() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawOrigin origin = new RawOrigin((_, wire) -> end.complete(wire.in().read()));
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()))) {
      try (RawClient client = edge.client()) {
        client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
        assertThat(origin.requests().poll(10, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void closing_lets_requests_under_way_finish_and_accepts_no_others() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (EdgeFixture edge = EdgeFixture.start(with(l -> l)).coded("fn");
        RawClient idle = edge.client();
        RawClient busy = edge.client()) {
      assertThat(idle.get("fn.localhost", "/").status()).isEqualTo(200);
      edge.sandbox().calls().clear();
      edge.sandbox()
          .function(call ->
              Thread.ofVirtual()
                  .start(() -> {
                    await(answer);
                    call.loop().execute(call::answerWithBody);
                  }));
      busy.send(GET + "\r\n");
      assertThat(edge.sandbox().calls().poll(10, TimeUnit.SECONDS)).isNotNull();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> edge.server().close());

      assertThat(idle.readToEnd()).isEmpty();
      answer.countDown();
      RawClient.Response response = busy.read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
      assertThatThrownBy(edge::client).isInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void closing_cuts_what_does_not_finish_in_time() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start(with(l -> l)).coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(_ -> {});
      client.send(GET + "\r\n");
      assertThat(edge.sandbox().calls().poll(10, TimeUnit.SECONDS)).isNotNull();
      edge.server().close();

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_port_in_use_is_named() {
    try (EdgeFixture edge = EdgeFixture.start()) {
      EdgeOptions same = Records.with(EdgeOptions.defaults(), "port", edge.port());
      try (EdgeLoops loops = EdgeLoops.start(1)) {
        assertThatThrownBy(() ->
                EdgeServer.start(
                    same,
                    loops,
                    io.alternatefutures.model.CatalogSnapshot::empty,
                    edge.origins(),
                    edge.sandbox(),
                    edge.registry(),
                    AccessLog.none(),
                    Tracing.off()))
            .isInstanceOf(EdgeStartException.class)
            .hasMessage("Port " + edge.port() + " is already in use on 0.0.0.0");
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets time pass that the behaviour under test is about. */
  private static void pause(Duration time) {
    java.util.concurrent.locks.LockSupport.parkNanos(time.toNanos());
  }
}

package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class PoolLimitsIT {
  private static EdgeFixture edge(String limit, Object value) {
    return EdgeFixture.start(
        UnaryOperator.identity(),
        o -> new OriginOptions(o.responseTimeout(), Records.with(o.limits(), limit, value)));
  }

  @Test
  void a_target_that_does_not_accept_connections_is_a_504() throws Exception {
    List<Socket> filling = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EdgeFixture edge =
            edge("connectTimeout", Duration.ofMillis(300))
                .routed("gw", Map.of("/*", "http://127.0.0.1:" + full.getLocalPort()));
        RawClient client = edge.client()) {
      fill(full, filling);
      RawClient.Response response = client.get("gw.localhost", "/");

      assertThat(response.status()).isEqualTo(504);
      assertThat(response.text()).contains("TARGET_TIMEOUT");
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  /** Connects until the server's queue is full and the kernel drops what else comes. */
  private static void fill(ServerSocket server, List<Socket> sockets) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    for (int i = 0; i < 10; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      try {
        socket.connect(address, 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  @Test
  void an_idle_connection_is_closed_when_its_time_is_over() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.ok("hi");
          end.complete(wire.in().read());
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge =
            edge("idleTimeout", Duration.ofMillis(100)).routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);

      assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(-1);
    }
  }

  @Test
  void idle_connections_beyond_the_limit_are_not_kept() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    RawOrigin.Script script =
        (_, wire) -> {
          together.countDown();
          await(together);
          wire.ok("hi");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge("idlePerTarget", 1).routed("gw", Map.of("/*", origin.url()));
        RawClient one = edge.client();
        RawClient two = edge.client()) {
      one.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      two.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      assertThat(one.read().status()).isEqualTo(200);
      assertThat(two.read().status()).isEqualTo(200);

      Awaitility.await().until(() -> origin.open() == 1);
      assertThat(one.get("gw.localhost", "/").status()).isEqualTo(200);
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void connections_to_a_target_beyond_the_limit_are_a_503() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          await(answer);
          wire.ok("hi");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge =
            edge("connectionsPerTarget", 1).routed("gw", Map.of("/*", origin.url()));
        RawClient one = edge.client();
        RawClient two = edge.client()) {
      one.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      origin.requests().take();
      RawClient.Response refused = two.get("gw.localhost", "/");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).isEqualTo("1");
      assertThat(refused.text()).contains("OVERLOADED");

      answer.countDown();
      assertThat(one.read().status()).isEqualTo(200);
      assertThat(two.get("gw.localhost", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void targets_beyond_the_limit_are_a_503_until_another_one_is_unused() throws Exception {
    try (RawOrigin first = new RawOrigin((_, wire) -> wire.ok("first"));
        RawOrigin second = new RawOrigin((_, wire) -> wire.ok("second"));
        EdgeFixture edge =
            edge("targets", 1)
                .routed("gw", Map.of("/first", first.url(), "/second", second.url()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/first").text()).isEqualTo("first");
      assertThat(client.get("gw.localhost", "/second").status()).isEqualTo(503);
      first.stop();
      Awaitility.await().until(() -> client.get("gw.localhost", "/second").text().equals("second"));
    }
  }

  @Test
  void a_closed_pool_sends_nothing_any_more() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.ok("hi"));
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);
      edge.origins().close();
      Awaitility.await().until(() -> origin.open() == 0);
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(503);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

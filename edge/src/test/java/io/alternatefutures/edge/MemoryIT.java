package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is held of bodies does not grow with their size, nor with the time that they take. */
final class MemoryIT {
  private static final int PIECE = 64 * 1024;
  private static final long TOTAL = 256L * 1024 * 1024;

  /** A read and what waits for a socket, in both directions, with room to spare. */
  private static final long HELD_PER_REQUEST = 512 * 1024;

  private static final int SLOW_CLIENTS = 200;

  private static long held() {
    return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
  }

  @Test
  void a_large_body_each_way_is_held_in_small_pieces_only() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
          byte[] piece = new byte[PIECE];
          for (long left = TOTAL; left > 0; left -= PIECE) {
            wire.in().skipNBytes(PIECE);
            wire.send(piece);
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: gw.localhost\r\nX-Raw-Body: 1\r\nContent-Length: "
              + TOTAL
              + "\r\n\r\n");
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client));
      assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      while (!client.readLine().isEmpty()) {
        // the head's other lines
      }
      long most = 0;
      for (long received = 0; received < TOTAL; received += PIECE) {
        assertThat(client.readBytes(PIECE)).hasSize(PIECE);
        most = Math.max(most, held());
      }
      sending.get(30, TimeUnit.SECONDS);
      assertThat(most).isBetween(1L, 2 * HELD_PER_REQUEST);
      assertThat(edge.nextRecord().responseBytes()).isEqualTo(TOTAL);
    }
  }

  @Test
  void many_clients_that_read_nothing_cost_no_more_than_what_each_may_hold() throws Exception {
    AtomicLong sent = new AtomicLong();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\n\r\n");
          byte[] piece = new byte[PIECE];
          while (true) {
            wire.send(piece); // ends with an exception when the edge goes
            sent.addAndGet(PIECE);
          }
        };
    List<RawClient> clients = new ArrayList<>();
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()))) {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        RawClient client = edge.client();
        clients.add(client);
        client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      }
      for (RawClient client : clients) {
        assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      }
      AtomicLong last = new AtomicLong(-1);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(30))
          .until(() -> last.getAndSet(sent.get()) == sent.get());
      assertThat(held()).isBetween(1L, SLOW_CLIENTS * HELD_PER_REQUEST);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static void send(RawClient client) {
    byte[] piece = new byte[PIECE];
    try {
      for (long left = TOTAL; left > 0; left -= PIECE) {
        client.send(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

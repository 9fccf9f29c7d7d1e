package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No body is ever collected: who is slow slows the other side down. */
final class BackpressureIT {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 1_600;
  private static final long TOTAL = (long) PIECE * PIECES;

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "length"})
  void a_target_that_does_not_read_slows_the_client_down(String framing) throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CompletableFuture<Long> received = new CompletableFuture<>();
    RawOrigin.Script script =
        (request, wire) -> {
          await(read);
          received.complete(drain(wire.in(), request.has("Content-Length")));
          wire.ok("done");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      boolean chunked = framing.equals("chunked");
      String field = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + TOTAL;
      client.send(
          "POST / HTTP/1.1\r\nHost: gw.localhost\r\nX-Raw-Body: 1\r\n" + field + "\r\n\r\n");
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendPieces(client, sent, chunked));

      assertStalls(sent);
      read.countDown();
      sending.get(30, TimeUnit.SECONDS);
      assertThat(client.read().text()).isEqualTo("done");
      assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(TOTAL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "length", "close"})
  void a_client_that_does_not_read_slows_the_target_down(String framing) throws Exception {
    AtomicLong sent = new AtomicLong();
    RawOrigin.Script script =
        (_, wire) -> {
          byte[] piece = new byte[PIECE];
          String field =
              switch (framing) {
                case "chunked" -> "Transfer-Encoding: chunked\r\n";
                case "length" -> "Content-Length: " + TOTAL + "\r\n";
                default -> "";
              };
          wire.send("HTTP/1.1 200 OK\r\n" + field + "\r\n");
          for (int i = 0; i < PIECES; i++) {
            if (framing.equals("chunked")) {
              wire.send(Integer.toHexString(PIECE) + "\r\n");
            }
            wire.send(piece);
            if (framing.equals("chunked")) {
              wire.send("\r\n");
            }
            sent.addAndGet(PIECE);
          }
          if (framing.equals("chunked")) {
            wire.send("0\r\n\r\n");
          }
          if (framing.equals("close")) {
            wire.close();
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");

      assertStalls(sent);
      assertThat(client.read().body()).hasSize((int) TOTAL);
      assertThat(edge.nextRecord().responseBytes()).isEqualTo(TOTAL);
    }
  }

  @Test
  void a_client_that_leaves_midway_ends_the_targets_response() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          try {
            wire.send("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
              wire.send(new byte[PIECE]);
            }
          } catch (IOException e) {
            end.complete("cut");
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()))) {
      try (RawClient client = edge.client()) {
        client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
        assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      }
      assertThat(end).succeedsWithin(Duration.ofSeconds(10));
      assertThat(edge.nextRecord().code()).isEqualTo("CLIENT_CLOSED");
    }
  }

  /** The sockets on the way take some megabytes; then nothing moves. */
  private static void assertStalls(AtomicLong sent) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sent.get() > 0);
    AtomicLong last = new AtomicLong(-1);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(() -> last.getAndSet(sent.get()) == sent.get());
    assertThat(sent.get()).isLessThan(TOTAL / 2);
  }

  private static void sendPieces(RawClient client, AtomicLong sent, boolean chunked) {
    byte[] piece = new byte[PIECE];
    try {
      for (int i = 0; i < PIECES; i++) {
        if (chunked) {
          client.send(Integer.toHexString(PIECE) + "\r\n");
        }
        client.send(piece);
        if (chunked) {
          client.send("\r\n");
        }
        sent.addAndGet(PIECE);
      }
      if (chunked) {
        client.send("0\r\n\r\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long drain(InputStream in, boolean withLength) throws IOException {
    if (withLength) {
      in.skipNBytes(TOTAL);
      return TOTAL;
    }
    long total = 0;
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      in.skipNBytes(size + 2L);
      total += size;
      if (size == 0) {
        return total;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      line.append((char) b);
    }
    in.skipNBytes(1);
    return line.toString();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

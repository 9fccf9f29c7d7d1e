package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.origin.OriginOptions;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetFailureIT {
  private static final OriginOptions HASTY =
      new OriginOptions(Duration.ofMillis(200), OriginLimits.defaults());

  private static EdgeFixture edge(RawOrigin origin) {
    return EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
  }

  private static EdgeFixture hastyEdge(RawOrigin origin) {
    return EdgeFixture.start(UnaryOperator.identity(), _ -> HASTY)
        .routed("gw", Map.of("/*", origin.url()));
  }

  private static void assertError(
      RawClient.Response response, int status, String code, String error) {
    assertThat(response.status()).as(response.text()).isEqualTo(status);
    assertThat(response.text())
        .isEqualTo(
            "{\"error\":\"%s\",\"code\":\"%s\",\"requestId\":\"%s\"}\n"
                .formatted(error, code, response.field("X-Request-Id")));
  }

  @Test
  void a_target_that_refuses_connections_is_a_502() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (EdgeFixture edge =
            EdgeFixture.start().routed("gw", Map.of("/*", "http://127.0.0.1:" + port));
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");

      assertError(response, 502, "TARGET_UNREACHABLE", "The target cannot be reached");
      assertThat(edge.nextRecord().detail()).contains("127.0.0.1");
      assertThat(client.get("gw.localhost", "/").status()).as("still usable").isEqualTo(502);
    }
  }

  @Test
  void a_target_whose_name_does_not_resolve_is_a_502() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start().routed("gw", Map.of("/*", "http://no-such-host.invalid/"));
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");

      assertError(response, 502, "TARGET_UNREACHABLE", "The target cannot be reached");
    }
  }

  @Test
  void a_target_that_does_not_answer_is_a_504() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (RawOrigin origin = new RawOrigin((_, _) -> await(never));
        EdgeFixture edge = hastyEdge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");

      assertError(response, 504, "TARGET_TIMEOUT", "The target did not answer in time");
      assertThat(response.has("Retry-After")).isFalse();
      never.countDown();
    }
  }

  @Test
  void a_target_that_sends_half_a_head_and_stalls_is_a_504() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Le");
          await(never);
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = hastyEdge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(504);
      never.countDown();
    }
  }

  @Test
  void a_client_that_sends_its_body_slowly_is_not_the_targets_fault() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = hastyEdge(origin);
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: gw.localhost\r\nContent-Length: 8\r\n\r\n");
      for (int i = 0; i < 8; i++) {
        pause(Duration.ofMillis(60));
        client.send("x");
      }
      assertThat(client.read().text()).endsWith("xxxxxxxx");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 600 High\r\n\r\n",
        "HTTP/1.1 +20 Signed\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-A: b\0c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200"
      })
  void a_response_that_is_not_http_is_a_502(String bytes) throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send(bytes);
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");

      assertError(response, 502, "TARGET_INVALID_RESPONSE", "The target's response is not valid");
    }
  }

  @Test
  void a_response_head_beyond_the_limit_is_a_502() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> wire.send("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(70_000) + "\r\n\r\n");
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(502);
    }
  }

  @Test
  void a_target_that_resets_the_connection_is_a_502() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.reset());
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(502);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\npart",
        "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n",
        "Transfer-Encoding: chunked\r\n\r\n9\r\npart"
      })
  void a_response_cut_off_after_its_head_is_cut_off_for_the_client(String rest) throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\n" + rest);
          await(headSeen);
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");

      assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      headSeen.countDown();
      assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
      AccessRecord entry = edge.nextRecord();
      assertThat(entry.code()).isEqualTo("TARGET_INVALID_RESPONSE");
      assertThat(entry.status()).isEqualTo(200);
    }
  }

  @Test
  void a_cut_off_response_resets_even_a_client_that_reads_until_the_end() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n");
          await(headSeen);
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\nHost: gw.localhost\r\n\r\n");

      assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      headSeen.countDown();
      assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_response_that_ends_with_a_reset_is_not_taken_for_whole() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\n\r\npart");
          await(headSeen);
          wire.reset();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");

      assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
      headSeen.countDown();
      assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_response_that_stalls_midway_is_cut_off() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
          await(never);
        };
    OriginLimits hasty =
        Records.with(OriginLimits.defaults(), "streamIdleTimeout", Duration.ofMillis(200));
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge =
            EdgeFixture.start(
                    UnaryOperator.identity(), o -> new OriginOptions(o.responseTimeout(), hasty))
                .routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");

      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      assertThat(edge.nextRecord().code()).isEqualTo("TARGET_TIMEOUT");
      never.countDown();
    }
  }

  @Test
  void a_request_without_body_is_sent_again_when_an_idle_connection_was_just_closed()
      throws Exception {
    AtomicInteger served = new AtomicInteger();
    RawOrigin.Script script =
        (request, wire) -> {
          boolean second = request.connection() == 1 && served.get() == 1;
          if (second) {
            wire.close(); // as a server does whose idle timeout ends just then
          } else {
            served.incrementAndGet();
            wire.ok("answer " + served.get());
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").text()).isEqualTo("answer 1");
      assertThat(client.get("gw.localhost", "/").text()).isEqualTo("answer 2");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_request_that_may_have_had_an_effect_is_not_sent_again() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    RawOrigin.Script script =
        (request, wire) -> {
          if (request.line().startsWith("POST")) {
            posts.incrementAndGet();
            wire.close();
          } else {
            wire.ok("hi");
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);
      client.send("POST / HTTP/1.1\r\nHost: gw.localhost\r\nContent-Length: 2\r\n\r\nhi");

      assertThat(client.read().status()).isEqualTo(502);
      assertThat(posts).hasValue(1);
    }
  }

  @Test
  void bytes_beyond_a_response_never_answer_the_next_request() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          String body = request.line().contains("first") ? "first" : "second";
          String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
          String extra = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
          wire.send(request.line().contains("first") ? answer + extra : answer);
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          GET /first HTTP/1.1\r
          Host: gw.localhost\r
          \r
          GET /second HTTP/1.1\r
          Host: gw.localhost\r
          \r
          """);

      assertThat(client.read().text()).isEqualTo("first");
      assertThat(client.read().text()).isEqualTo("second");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_target_that_answers_before_the_end_of_the_request_is_heard() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
          wire.in().readAllBytes();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          POST / HTTP/1.1\r
          Host: gw.localhost\r
          X-Raw-Body: 1\r
          Content-Length: 1000000000\r
          \r
          start\
          """);
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(413);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
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

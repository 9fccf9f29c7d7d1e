package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.FakeSandbox;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InvokeIT {
  private static EdgeFixture edge() {
    return EdgeFixture.start().coded("fn");
  }

  @Test
  void a_function_gets_the_request_as_the_client_sees_it() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      client.send(
          """
          POST /a/%20b?c=1&d HTTP/1.1\r
          Host: fn.localhost:3000\r
          Connection: keep-alive, X-Hop\r
          X-Hop: 1\r
          X-Forwarded-For: 6.6.6.6\r
          X-Kept: 2\r
          Transfer-Encoding: chunked\r
          \r
          3\r
          abc\r
          0\r
          \r
          """);
      RawClient.Response response = client.read();

      assertThat(response.text()).isEqualTo("POST http://fn.localhost:3000/a/%20b?c=1&d\nabc");
      assertThat(response.has("Via")).as("a function is no further hop").isFalse();
      FakeSandbox.Call call = edge.sandbox().calls().take();
      assertThat(call.head().hasBody()).isTrue();
      assertThat(call.head().requestId()).isEqualTo(response.field("X-Request-Id"));
      assertThat(call.headers())
          .contains("X-Kept=2", "x-forwarded-for=127.0.0.1", "Host=fn.localhost:3000")
          .doesNotContain("X-Hop", "Connection", "Transfer-Encoding", "6.6.6.6");
    }
  }

  @Test
  void bytes_that_should_have_been_escaped_reach_the_function_escaped() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      assertThat(client.get("fn.localhost", "/\u00c3\u00a9?\u00ff").text())
          .isEqualTo("GET http://fn.localhost/%C3%A9?%FF\n");
    }
  }

  @Test
  void a_complete_answer_gets_a_length() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(201, "hello"));
      RawClient.Response response = client.get("fn.localhost", "/");

      assertThat(response.status()).isEqualTo(201);
      assertThat(response.field("Content-Length")).isEqualTo("5");
      assertThat(response.has("Transfer-Encoding")).isFalse();
      assertThat(response.text()).isEqualTo("hello");
    }
  }

  @Test
  void an_answer_without_body_gets_a_length_of_zero() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, ""));

      assertThat(client.get("fn.localhost", "/").field("Content-Length")).isEqualTo("0");
    }
  }

  @Test
  void a_streamed_answer_arrives_as_it_is_written() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox()
          .function(call -> {
            call.listener().onHead(200, new DefaultHttpHeaders());
            call.piece("first ");
          });
      client.send("GET / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n");
      while (!client.readLine().isEmpty()) {
        // the head
      }
      assertThat(client.readLine()).isEqualTo("6");
      assertThat(client.readLine()).isEqualTo("first ");

      FakeSandbox.Call call = edge.sandbox().calls().take();
      call.loop()
          .execute(() -> {
            call.piece("second");
            call.listener().onEnd(0);
          });
      assertThat(client.readLine()).isEqualTo("6");
      assertThat(client.readLine()).isEqualTo("second");
      assertThat(client.readLine()).isEqualTo("0");
    }
  }

  @Test
  void the_answer_to_head_keeps_its_body_to_itself() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, "hello"));
      client.send("HEAD / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n");
      assertThat(client.readBodyless().status()).isEqualTo(200);
      assertThat(client.get("fn.localhost", "/").text()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void a_status_without_body_has_none_whatever_the_function_wrote(int status) throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      HttpHeaders fields = new DefaultHttpHeaders().add("Content-Length", "5");
      edge.sandbox().function(call -> call.answer(status, fields.copy(), "hello"));
      RawClient.Response response = client.get("fn.localhost", "/");
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.has("Content-Length")).isEqualTo(status == 304);
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(status);
    }
  }

  @Test
  void framing_fields_of_a_function_are_not_believed() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      HttpHeaders fields =
          new DefaultHttpHeaders()
              .add("Transfer-Encoding", "gzip")
              .add("Content-Length", "3")
              .add("Connection", "close")
              .add("X-Kept", "1");
      edge.sandbox().function(call -> call.answer(200, fields.copy(), "hello"));
      RawClient.Response response = client.get("fn.localhost", "/");

      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.field("Content-Length")).isEqualTo("5");
      assertThat(response.has("Connection")).isFalse();
      assertThat(response.field("X-Kept")).isEqualTo("1");
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"3,hello", "9,hello"})
  void an_answer_of_another_length_than_it_says_is_cut_off(int length, String body)
      throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      HttpHeaders fields = new DefaultHttpHeaders().add("Content-Length", length);
      edge.sandbox().function(call -> call.answer(200, fields.copy(), body));
      client.send("GET / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n");

      assertThatThrownBy(
              () -> {
                client.read();
                client.read();
              })
          .isInstanceOf(IOException.class);
      assertThat(edge.nextRecord().code()).isEqualTo("INTERNAL");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FUNCTION_ERROR,500,",
    "INTERNAL,500,",
    "CONTENT_CORRUPT,500,",
    "CONTENT_UNAVAILABLE,503,10",
    "WALL_LIMIT,504,",
    "CPU_LIMIT,504,",
    "MEMORY_LIMIT,503,1",
    "WORKER_LOST,503,1",
    "OVERLOADED,503,1",
    "SANDBOX_UNAVAILABLE,503,60",
    "TARGET_UNREACHABLE,502,",
    "TARGET_NOT_ALLOWED,502,",
    "TARGET_INVALID_RESPONSE,502,",
    "TARGET_TIMEOUT,504,"
  })
  void a_failure_is_told_by_its_code_and_nothing_more(
      FailureCode code, int status, String retryAfter) throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.listener().onFailure(code, "secret /path at line 5"));
      RawClient.Response response = client.get("fn.localhost", "/");

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.text()).contains("\"code\":\"" + code + "\"").doesNotContain("secret");
      assertThat(response.field("Retry-After")).isEqualTo(retryAfter == null ? "" : retryAfter);
      assertThat(edge.nextRecord().detail()).isEqualTo("secret /path at line 5");
      assertThat(client.get("fn.localhost", "/").status()).as("still usable").isEqualTo(status);
    }
  }

  @Test
  void a_failure_after_the_head_but_before_it_was_sent_is_still_told() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox()
          .function(call -> {
            call.listener().onHead(200, new DefaultHttpHeaders());
            call.piece("half");
            call.listener().onFailure(FailureCode.WORKER_LOST, "gone");
          });

      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(503);
    }
  }

  @Test
  void an_early_answer_does_not_wait_for_the_rest_of_a_short_body() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: fn.localhost\r\nContent-Length: 10\r\n\r\nabc");
      FakeSandbox.Call call = edge.sandbox().calls().take();
      call.loop().execute(() -> call.answer(200, "early"));
      RawClient.Response response = client.read();
      assertThat(response.text()).isEqualTo("early");
      assertThat(response.has("Connection")).isFalse();

      client.send("defghij");
      edge.sandbox().function(again -> again.answer(200, "next"));
      assertThat(client.get("fn.localhost", "/").text()).isEqualTo("next");
    }
  }

  @Test
  void a_slow_client_pauses_the_function() throws Exception {
    try (EdgeFixture edge = edge();
        RawClient client = edge.client()) {
      edge.sandbox()
          .function(call -> {
            call.listener().onHead(200, new DefaultHttpHeaders());
            pour(call, 0);
          });
      client.send("GET / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n");
      FakeSandbox.Call call = edge.sandbox().calls().take();
      org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(call::isPaused);

      call.loop().execute(() -> call.listener().onEnd(0));
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  /** Writes until it is told to stop. */
  private static void pour(FakeSandbox.Call call, int pieces) {
    if (!call.isPaused() && pieces < 10_000) {
      call.piece("x".repeat(10_000));
      call.loop().execute(() -> pour(call, pieces + 1));
    }
  }

  @Test
  void every_request_has_one_record_and_counts_once() throws Exception {
    try (EdgeFixture edge = edge().routed("gw", Map.of("/*", "http://127.0.0.1:1"));
        RawClient client = edge.client()) {
      client.send("POST /p?q HTTP/1.1\r\nHost: fn.localhost\r\nContent-Length: 3\r\n\r\nabc");
      RawClient.Response response = client.read();
      AccessRecord invoked = edge.nextRecord();
      assertThat(invoked.requestId()).isEqualTo(response.field("X-Request-Id"));
      assertThat(invoked.client()).isEqualTo("127.0.0.1");
      assertThat(invoked.method()).isEqualTo("POST");
      assertThat(invoked.host()).isEqualTo("fn.localhost");
      assertThat(invoked.path()).isEqualTo("/p?q");
      assertThat(invoked.decision()).isEqualTo("invoke");
      assertThat(invoked.function()).satisfies(f -> assertThat(f.slug().value()).isEqualTo("fn"));
      assertThat(invoked.status()).isEqualTo(200);
      assertThat(invoked.code()).isNull();
      assertThat(invoked.cpuNanos()).isEqualTo(1_000_000);
      assertThat(invoked.requestBytes()).isEqualTo(3);
      assertThat(invoked.responseBytes()).isEqualTo(response.text().length());
      assertThat(invoked.totalNanos()).isGreaterThanOrEqualTo(invoked.headNanos()).isPositive();

      client.get("gw.localhost", "/x");
      AccessRecord forwarded = edge.nextRecord();
      assertThat(forwarded.decision()).isEqualTo("forward");
      assertThat(forwarded.routePattern()).isEqualTo("/*");
      assertThat(forwarded.code()).isEqualTo("TARGET_UNREACHABLE");

      client.get("no.localhost", "/x");
      AccessRecord rejected = edge.nextRecord();
      assertThat(rejected.decision()).isEqualTo("reject");
      assertThat(rejected.code()).isEqualTo("FUNCTION_NOT_FOUND");
      assertThat(edge.records()).isEmpty();

      assertThat(count(edge, "edge.requests", "decision", "invoke")).isEqualTo(1);
      assertThat(count(edge, "edge.requests", "decision", "forward")).isEqualTo(1);
      assertThat(count(edge, "edge.requests", "decision", "reject")).isEqualTo(1);
      assertThat(count(edge, "edge.errors", "code", "TARGET_UNREACHABLE")).isEqualTo(1);
      assertThat(count(edge, "edge.errors", "code", "FUNCTION_NOT_FOUND")).isEqualTo(1);
      assertThat(edge.registry().get("edge.function.invocations").counter().count()).isEqualTo(1);
      assertThat(edge.registry().get("edge.function.cpu").functionCounter().count())
          .isEqualTo(0.001);
      assertThat(edge.registry().get("edge.proxy.duration").timer().count()).isEqualTo(1);
      assertThat(edge.registry().get("edge.connections.active").gauge().value()).isEqualTo(1);
      assertThat(edge.registry().get("edge.route.cache.size").gauge().value()).isEqualTo(1);
    }
  }

  private static double count(EdgeFixture edge, String name, String tag, String value) {
    return edge.registry().get(name).tag(tag, value).counter().count();
  }
}

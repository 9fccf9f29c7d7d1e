package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever two HTTP implementations may read differently is refused (RFC 9112 section 11). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrictnessIT {
  private static final String HOST = "Host: gw.localhost\r\n";

  private RawOrigin origin;
  private EdgeFixture edge;

  @BeforeAll
  void start() throws Exception {
    origin = new RawOrigin((request, wire) -> wire.ok("served"));
    edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
  }

  @AfterAll
  void stop() throws Exception {
    edge.close();
    origin.close();
  }

  static Stream<Arguments> refused() {
    String get = "GET / HTTP/1.1\r\n" + HOST;
    String post = "POST / HTTP/1.1\r\n" + HOST;
    String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        refused(
            "both lengths",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        refused(
            "both lengths, other order",
            post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        refused("differing lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
        refused(
            "equal lengths twice", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
        refused("list of lengths", post + "Content-Length: 5, 5\r\n\r\nhello"),
        refused(
            "lengths in HTTP/1.0",
            "POST / HTTP/1.0\r\n" + HOST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
        refused("signed length", post + "Content-Length: +5\r\n\r\nhello"),
        refused("negative length", post + "Content-Length: -5\r\n\r\nhello"),
        refused("hexadecimal length", post + "Content-Length: 0x5\r\n\r\nhello"),
        refused("empty length", post + "Content-Length: \r\n\r\nhello"),
        refused("length beyond 63 bits", post + "Content-Length: 9223372036854775808\r\n\r\nhello"),
        refused("length with space", post + "Content-Length: 5 5\r\n\r\nhello"),
        refused(
            "coding in HTTP/1.0",
            "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        refused("chunked not last", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        refused("chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        refused(
            "chunked in two fields",
            post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        refused(
            "coding that is not chunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        refused("identity", post + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
        refused(
            "vertical tab in coding", post + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
        refused("space before colon", "GET / HTTP/1.1\r\nHost : gw.localhost\r\n\r\n"),
        refused("tab before colon", get + "X-A\t: b\r\n\r\n"),
        refused(
            "space before coding's colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        refused("no colon", get + "X-A\r\n\r\n"),
        refused("empty name", get + ": b\r\n\r\n"),
        refused("folded field", get + "X-A: b\r\n c\r\n\r\n"),
        refused("folded field with tab", get + "X-A: b\r\n\tc\r\n\r\n"),
        refused("folded length", post + "Content-Length:\r\n 5\r\n\r\nhello"),
        refused("folded coding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
        refused("fold after empty lines", "\r\n\r\n" + get + "X-A: b\r\n c\r\n\r\n"),
        refused("fold before first field", "GET / HTTP/1.1\r\n X-A: b\r\n" + HOST + "\r\n"),
        refused("bare LF after request line", "GET / HTTP/1.1\n" + HOST + "\r\n"),
        refused("bare LF after field", "GET / HTTP/1.1\r\nHost: gw.localhost\n\r\n"),
        refused("bare LF at the end of the head", get + "\n"),
        refused("bare CR in field", get + "X-A: b\rc\r\n\r\n"),
        refused("bare CR in name", get + "X\rA: b\r\n\r\n"),
        refused("bare CR in request line", "GET\r/ HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("bare CR after version", "GET / HTTP/1.1\r \r\n" + HOST + "\r\n"),
        refused("NUL in value", get + "X-A: b\0c\r\n\r\n"),
        refused("NUL in name", get + "X\0A: b\r\n\r\n"),
        refused("NUL in target", "GET /\0 HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("control in value", get + "X-A: b\u0001c\r\n\r\n"),
        refused("DEL in value", get + "X-A: b\u007fc\r\n\r\n"),
        refused("brace in name", get + "X{A}: b\r\n\r\n"),
        refused("high byte in name", get + "X\u00e9: b\r\n\r\n"),
        refused("two spaces in request line", "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("tab in request line", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("form feed in request line", "GET /\f HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("space before method", " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("space after version", "GET / HTTP/1.1 \r\n" + HOST + "\r\n"),
        refused("space in target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("fragment in target", "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("method not a token", "G@T / HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("no version", "GET /\r\n" + HOST + "\r\n"),
        refused("version in lower case", "GET / http/1.1\r\n" + HOST + "\r\n"),
        refused("no Host", "GET / HTTP/1.1\r\n\r\n"),
        refused("two Hosts", get + HOST + "\r\n"),
        refused("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\n" + HOST + HOST + "\r\n"),
        refused("list of Hosts", "GET / HTTP/1.1\r\nHost: gw.localhost, a.localhost\r\n\r\n"),
        refused("Host with user", "GET / HTTP/1.1\r\nHost: a@gw.localhost\r\n\r\n"),
        refused("Host with path", "GET / HTTP/1.1\r\nHost: gw.localhost/x\r\n\r\n"),
        refused("Host with port that is none", "GET / HTTP/1.1\r\nHost: gw.localhost:80x\r\n\r\n"),
        refused("asterisk form for another method", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("relative target", "GET index.html HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("other scheme", "GET ftp://gw.localhost/ HTTP/1.1\r\n" + HOST + "\r\n"),
        refused(
            "user in absolute form", "GET http://u:p@gw.localhost/ HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("invalid escape", "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
        refused("escaped NUL", "GET /%00 HTTP/1.1\r\n" + HOST + "\r\n"),
        refused(
            "hixie-76 keys",
            get + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n12345678"),
        refused("empty chunk size", chunked + "\r\nabc\r\n0\r\n\r\n"),
        refused("chunk size not a number", chunked + "g\r\nabc\r\n0\r\n\r\n"),
        refused("chunk size with prefix", chunked + "0x3\r\nabc\r\n0\r\n\r\n"),
        refused("signed chunk size", chunked + "+3\r\nabc\r\n0\r\n\r\n"),
        refused("negative chunk size", chunked + "-3\r\nabc\r\n0\r\n\r\n"),
        refused("space before chunk size", chunked + " 3\r\nabc\r\n0\r\n\r\n"),
        refused("space after chunk size", chunked + "3 \r\nabc\r\n0\r\n\r\n"),
        refused("chunk size beyond 31 bits", chunked + "100000003\r\nabc\r\n0\r\n\r\n"),
        refused("chunk size beyond 64 bits", chunked + "10000000000000003\r\nabc\r\n0\r\n\r\n"),
        refused("chunk longer than its size", chunked + "3\r\nabcd\r\n0\r\n\r\n"),
        refused("chunk ended by LF", chunked + "3\r\nabc\n0\r\n\r\n"),
        refused("chunk ended by two other bytes", chunked + "3\r\nabcXX0\r\n\r\n"),
        refused("chunk size ended by LF", chunked + "3\nabc\r\n0\r\n\r\n"),
        refused("bare CR in chunk extension", chunked + "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        refused("bare LF in trailers", chunked + "0\r\nX-A: b\n\r\n"),
        refused("space before trailer's colon", chunked + "0\r\nX-A : b\r\n\r\n"));
  }

  private static Arguments refused(String what, String bytes) {
    return Arguments.of(what, bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void ambiguous_requests_are_refused_and_their_connection_closed(String what, String bytes)
      throws Exception {
    origin.requests().clear();
    try (RawClient client = edge.client()) {
      // The request after it must never be answered.
      client.send(bytes + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
      RawClient.Response response = client.read();

      assertThat(response.status()).as(what + ": " + response.text()).isIn(400, 501);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(response.field("Content-Type")).isEqualTo("application/json");
      assertThat(response.text()).contains("\"error\":\"", "\"code\":\"", "\"requestId\":\"");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(origin.requests()).noneMatch(request -> request.line().contains("/smuggled"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void ambiguous_requests_are_refused_also_when_they_come_byte_by_byte(String what, String bytes)
      throws Exception {
    try (RawClient client = edge.client()) {
      java.util.concurrent.CompletableFuture<Void> sending =
          java.util.concurrent.CompletableFuture.runAsync(() -> {
            for (int i = 0; i < bytes.length(); i++) {
              try {
                client.send(bytes.substring(i, i + 1));
              } catch (java.io.IOException e) {
                return; // the server has seen enough
              }
            }
          });
      RawClient.Response response = client.read();

      assertThat(response.status()).as(what).isIn(400, 501);
      assertThat(client.readToEnd()).isEmpty();
      sending.join();
    }
  }

  @Test
  void a_malformed_body_takes_no_answer_away_that_was_settled_before_it() throws Exception {
    try (RawClient client = edge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: nobody.localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "-3\r\nabc\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n"
              + HOST
              + "\r\n");

      assertThat(client.read().text()).contains("FUNCTION_NOT_FOUND");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void what_is_unusual_but_clear_is_served() throws Exception {
    try (RawClient client = edge.client()) {
      for (String request :
          new String[] {
            "\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n",
            "GET / HTTP/1.1\r\nHost:gw.localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: \t gw.localhost \t\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: GW.LocalHost.:80\r\n\r\n",
            "GET / HTTP/1.1\r\n" + HOST + "X-Empty:\r\nX-Latin: \u00e9\r\n\r\n",
            "GET /a?q=\u00e9|{} HTTP/1.1\r\n" + HOST + "\r\n",
            "PROPFIND / HTTP/1.1\r\n" + HOST + "\r\n",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 005\r\n\r\nhello",
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: Chunked\r\n\r\n0005;a=\"b\"\r\nhello\r\n0\r\n\r\n",
          }) {
        client.send(request);
        RawClient.Response response = client.read();
        assertThat(response.status()).as(request + response.text()).isEqualTo(200);
      }
    }
  }

  @Test
  void unsupported_features_are_named() throws Exception {
    assertCode("CONNECT gw.localhost:80 HTTP/1.1\r\n" + HOST + "\r\n", 501, "METHOD_NOT_SUPPORTED");
    assertCode("TRACE / HTTP/1.1\r\n" + HOST + "\r\n", 405, "METHOD_NOT_ALLOWED");
    assertCode("GET / HTTP/2.0\r\n" + HOST + "\r\n", 505, "VERSION_NOT_SUPPORTED");
    assertCode("GET / HTTP/1.2\r\n" + HOST + "\r\n", 505, "VERSION_NOT_SUPPORTED");
    assertCode("PRI * HTTP/2.0\r\n" + HOST + "\r\n", 505, "VERSION_NOT_SUPPORTED");
    assertCode(
        "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        501,
        "TRANSFER_CODING_NOT_SUPPORTED");
    assertCode("GET / HTTP/1.1\r\n" + HOST + "Expect: magic\r\n\r\n", 417, "EXPECTATION_FAILED");
  }

  private void assertCode(String request, int status, String code) throws Exception {
    try (RawClient client = edge.client()) {
      client.send(request);
      RawClient.Response response = client.read();
      assertThat(response.status()).as(request).isEqualTo(status);
      assertThat(response.text()).contains("\"code\":\"" + code + "\"");
    }
  }
}

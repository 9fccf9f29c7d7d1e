package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FetchClientIT {
  private RawOrigin origin;
  private EdgeFixture edge;

  @BeforeAll
  void start() throws Exception {
    origin = RawOrigin.echo();
    edge = EdgeFixture.start();
  }

  @AfterAll
  void stop() throws Exception {
    edge.close();
    origin.close();
  }

  private FetchProbe probe() {
    origin.requests().clear();
    return new FetchProbe(edge);
  }

  @Test
  void a_url_is_fetched_without_its_fragment() throws Exception {
    FetchProbe probe = probe().get(origin.url() + "/a/b?c#d");

    assertThat(probe.text()).startsWith("GET /a/b?c HTTP/1.1\n");
    assertThat(probe.status()).isEqualTo(200);
    assertThat(probe.headers().get("via")).isEqualTo("1.1 alternate-futures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?x", "/", "#f"})
  void a_url_without_path_asks_for_the_root(String rest) throws Exception {
    assertThat(probe().get(origin.url() + rest).text())
        .startsWith("GET /" + (rest.equals("?x") ? rest : ""));
  }

  @Test
  void scheme_and_host_are_read_in_any_case() throws Exception {
    assertThat(probe().get("HTTP://LOCALHOST:" + origin.port() + "/x").text())
        .contains("Host: localhost:" + origin.port());
  }

  @Test
  void a_body_of_unknown_length_is_sent_in_chunks() throws Exception {
    FetchHead head = new FetchHead("POST", origin.url() + "/", new DefaultHttpHeaders(), true);
    assertThat(probe().send(head, "hello").text()).endsWith("\n\nhello");
    assertThat(origin.requests().take().field("Transfer-Encoding")).isEqualTo("chunked");
  }

  @Test
  void a_body_of_known_length_is_sent_with_it() throws Exception {
    HttpHeaders fields = FetchProbe.fields("content-length", "5");
    FetchHead head = new FetchHead("POST", origin.url() + "/", fields, true);
    assertThat(probe().send(head, "hello").text()).endsWith("\n\nhello");
    assertThat(origin.requests().take().field("Content-Length")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "6"})
  void a_body_of_another_length_than_it_says_is_not_sent_as_whole(String length) throws Exception {
    HttpHeaders fields = FetchProbe.fields("content-length", length);
    FetchHead head = new FetchHead("POST", origin.url() + "/", fields, true);

    assertThat(probe().send(head, "hello").failure()).isEqualTo("INTERNAL");
  }

  @Test
  void an_empty_post_says_so() throws Exception {
    FetchHead head = new FetchHead("POST", origin.url() + "/", new DefaultHttpHeaders(), false);
    probe().send(head, "").text();
    assertThat(origin.requests().take().field("Content-Length")).isEqualTo("0");
  }

  @Test
  void fields_that_a_function_must_not_set_are_replaced_or_left_out() throws Exception {
    HttpHeaders fields =
        FetchProbe.fields(
            "Host", "evil.example",
            "Connection", "X-Hop",
            "X-Hop", "1",
            "Transfer-Encoding", "gzip",
            "Content-Length", "77",
            "TE", "trailers",
            "Upgrade", "websocket",
            "Expect", "100-continue",
            "X-Kept", "2",
            "Cookie", "a=b");
    probe().send(new FetchHead("GET", origin.url() + "/", fields, false), "").text();

    RawOrigin.Request seen = origin.requests().take();
    assertThat(seen.field("Host")).isEqualTo("127.0.0.1:" + origin.port());
    for (String name :
        List.of(
            "Connection",
            "X-Hop",
            "Transfer-Encoding",
            "Content-Length",
            "TE",
            "Upgrade",
            "Expect")) {
      assertThat(seen.has(name)).as(name).isFalse();
    }
    assertThat(seen.field("X-Kept")).isEqualTo("2");
    assertThat(seen.field("Cookie")).isEqualTo("a=b");
  }

  @Test
  void fields_that_end_at_a_hop_do_not_reach_the_function() throws Exception {
    RawOrigin.Script script =
        (_, wire) ->
            wire.send(
                """
                HTTP/1.1 200 OK\r
                Connection: X-Internal\r
                X-Internal: 1\r
                Transfer-Encoding: chunked\r
                X-Kept: 2\r
                \r
                2\r
                hi\r
                0\r
                \r
                """);
    try (RawOrigin other = new RawOrigin(script)) {
      FetchProbe probe = probe().get(other.url());
      assertThat(probe.text()).isEqualTo("hi");
      assertThat(probe.headers().names()).containsExactlyInAnyOrder("X-Kept", "via");
    }
  }

  Stream<FetchHead> hostile() {
    String url = origin.url() + "/";
    HttpHeaders none = new DefaultHttpHeaders();
    return Stream.of(
        new FetchHead("GET / HTTP/1.1\r\nX:", url, none, false),
        new FetchHead("", url, none, false),
        new FetchHead("CONNECT", url, none, false),
        new FetchHead("trace", url, none, false),
        new FetchHead("A".repeat(33), url, none, false),
        new FetchHead("GET", url + " HTTP/1.1\r\nX: y", none, false),
        new FetchHead("GET", url + "\u00e9", none, false),
        new FetchHead("GET", url + "\u0000", none, false),
        new FetchHead("GET", url + "a".repeat(20_000), none, false),
        new FetchHead("GET", "/relative", none, false),
        new FetchHead("GET", "ftp://127.0.0.1/", none, false),
        new FetchHead("GET", "file:///etc/passwd", none, false),
        new FetchHead("GET", "http://", none, false),
        new FetchHead("GET", "http://user:pw@127.0.0.1:" + origin.port() + "/", none, false),
        new FetchHead("GET", "http://127.0.0.1:0/", none, false),
        new FetchHead("GET", "http://127.0.0.1:65536/", none, false),
        new FetchHead("GET", "http://127.0.0.1:9x/", none, false),
        new FetchHead("GET", "http://127.0.0.1:-80/", none, false),
        new FetchHead("GET", "http://a b/", none, false),
        new FetchHead("GET", "http://a\r\nb/", none, false),
        new FetchHead("GET", "http://[::1/", none, false),
        new FetchHead("GET", "http://127.0.0.1\\@evil/", none, false),
        new FetchHead("GET", url, FetchProbe.fields("X-A", "b\r\nX-Injected: 1"), false),
        new FetchHead("GET", url, FetchProbe.fields("X-A", "b\0"), false),
        new FetchHead("GET", url, FetchProbe.fields("X-A", "\u20ac"), false),
        new FetchHead("GET", url, FetchProbe.fields("X-A: b\r\nX", "c"), false),
        new FetchHead("GET", url, FetchProbe.fields("", "c"), false),
        new FetchHead("GET", url, FetchProbe.fields("X-A", "a".repeat(70_000)), false),
        new FetchHead(
            "POST", url, FetchProbe.fields("Content-Length", "5", "Content-Length", "6"), true),
        new FetchHead("POST", url, FetchProbe.fields("Content-Length", "-5"), true),
        new FetchHead(
            "POST", url, FetchProbe.fields("Content-Length", "99999999999999999999"), true));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void what_is_not_a_valid_request_is_not_sent(FetchHead head) throws Exception {
    FetchProbe probe = probe();
    assertThat(probe.send(head, head.hasBody() ? "hello" : "").failure())
        .isIn("TARGET_UNREACHABLE");
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void too_many_fields_are_not_sent() throws Exception {
    HttpHeaders fields = new DefaultHttpHeaders();
    for (int i = 0; i < 300; i++) {
      fields.add("x-" + i, "1");
    }
    assertThat(probe().send(new FetchHead("GET", origin.url(), fields, false), "").failure())
        .isEqualTo("TARGET_UNREACHABLE");
  }
}

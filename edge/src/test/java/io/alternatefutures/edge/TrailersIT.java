package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes before and after a message proper: interim responses and trailer fields. */
final class TrailersIT {
  private static final String GET = "GET /api/ HTTP/1.1\r\nHost: gw.localhost\r\n";
  private static final String CHUNKS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nhi\r\n0\r\n";

  private static EdgeFixture edge(RawOrigin origin) {
    return EdgeFixture.start().routed("gw", Map.of("/api/*", origin.url()));
  }

  @Test
  void a_client_that_takes_trailers_gets_those_of_the_target() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(CHUNKS + "X-Sum: 42\r\n\r\n"));
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(GET + "TE: trailers, deflate;q=0.5\r\nConnection: TE\r\n\r\n");
      RawClient.Response response = client.read();

      assertThat(response.text()).isEqualTo("hi");
      assertThat(response.field("Trailer")).isEqualTo("X-Sum");
      assertThat(response.trailers()).containsExactly("X-Sum: 42");
      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("TE")).isEqualTo("trailers");
      assertThat(seen.field("Connection")).isEqualTo("TE");
    }
  }

  @Test
  void a_client_that_does_not_take_trailers_gets_none() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(CHUNKS + "X-Sum: 42\r\n\r\n"));
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(GET + "\r\n");
      RawClient.Response response = client.read();

      assertThat(response.text()).isEqualTo("hi");
      assertThat(response.trailers()).isEmpty();
      assertThat(origin.requests().take().has("TE")).isFalse();
    }
  }

  @Test
  void trailers_that_would_change_how_a_message_is_read_are_left_out() throws Exception {
    String smuggled = "Set-Cookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\nX-Sum: 1\r\n\r\n";
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(CHUNKS + smuggled));
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          "POST /api/ HTTP/1.1\r\nHost: gw.localhost\r\nTE: trailers\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n0\r\n"
              + "Authorization: Basic eA==\r\n"
              + smuggled);

      assertThat(client.read().trailers()).containsExactly("X-Sum: 1");
      assertThat(origin.requests().take().trailers()).containsExactly("X-Sum: 1");
    }
  }

  @Test
  void early_hints_of_the_target_come_before_the_response() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
          wire.send("HTTP/1.1 103 Early Hints\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n");
          wire.ok("page");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(GET + "\r\n");
      RawClient.Response first = client.read();
      RawClient.Response second = client.read();

      assertThat(first.status()).isEqualTo(103);
      assertThat(first.field("Link")).isEqualTo("</a.css>; rel=preload");
      assertThat(second.status()).isEqualTo(103);
      assertThat(second.fields()).isEmpty();
      assertThat(client.read().text()).isEqualTo("page");
    }
  }

  @Test
  void an_http_1_0_client_gets_no_interim_response() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
          wire.ok("page");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET /api/ HTTP/1.0\r\nHost: gw.localhost\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("page");
    }
  }

  @Test
  void a_target_that_sends_interim_responses_without_end_is_cut_off() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> wire.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(1_000));
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(GET + "\r\n");
      RawClient.Response response = client.read();
      while (response.status() == 102) {
        response = client.read();
      }
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("TARGET_INVALID_RESPONSE");
    }
  }

  @Test
  void a_target_may_refuse_a_body_before_it_is_sent() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> wire.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          POST /api/ HTTP/1.1\r
          Host: gw.localhost\r
          X-Raw-Body: 1\r
          Expect: 100-continue\r
          Content-Length: 5\r
          \r
          """);
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(413);
      assertThat(response.field("Connection")).isEqualTo("close");
    }
  }

  @Test
  void a_function_gets_the_body_that_its_client_was_asked_for() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      client.send(
          """
          POST / HTTP/1.1\r
          Host: fn.localhost\r
          Expect: 100-continue\r
          Content-Length: 4\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(100);
      client.send("body");

      assertThat(client.read().text()).endsWith("\nbody");
    }
  }

  @Test
  void the_expectation_of_an_http_1_0_client_is_passed_over() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          "POST /api/ HTTP/1.0\r\nHost: gw.localhost\r\nExpect: 100-continue\r\n"
              + "Content-Length: 4\r\n\r\nbody");

      assertThat(client.read().text()).endsWith("\n\nbody");
      assertThat(origin.requests().take().has("Expect")).isFalse();
    }
  }

  @Test
  void options_for_the_whole_server_are_answered_by_the_edge() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.client()) {
      for (String target : List.of("*", "http://gw.localhost")) {
        client.send("OPTIONS " + target + " HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
        RawClient.Response response = client.read();

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.field("Allow")).contains("GET", "OPTIONS");
        assertThat(edge.nextRecord().decision()).isEqualTo("answer");
      }
    }
  }

  @Test
  void options_go_no_further_than_max_forwards_allows() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      String options = "OPTIONS /api/ HTTP/1.1\r\nHost: gw.localhost\r\nMax-Forwards: ";
      client.send(options + "0\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(204);
      assertThat(origin.requests()).isEmpty();

      client.send(options + "3\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(origin.requests().take().field("Max-Forwards")).isEqualTo("2");
    }
  }
}

package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyIT {
  private static EdgeFixture edge(RawOrigin origin) {
    return EdgeFixture.start().routed("gw", Map.of("/api/*", origin.url() + "/v1"));
  }

  @Test
  void a_matching_route_is_answered_by_its_target() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost:3000", "/api/users?x=1");

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text())
          .startsWith("GET /v1/users?x=1 HTTP/1.1\nHost: 127.0.0.1:" + origin.port() + "\n");
    }
  }

  @Test
  void the_target_learns_who_the_client_is_from_the_socket() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          GET /api/ HTTP/1.1\r
          Host: gw.localhost:3000\r
          X-Forwarded-For: 6.6.6.6\r
          x-forwarded-host: bank.example\r
          X-Forwarded-Proto: https\r
          Forwarded: for=6.6.6.6\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
      assertThat(seen.field("X-Forwarded-Host")).isEqualTo("gw.localhost:3000");
      assertThat(seen.field("X-Forwarded-Proto")).isEqualTo("http");
      assertThat(seen.field("Forwarded"))
          .isEqualTo("for=127.0.0.1;host=\"gw.localhost:3000\";proto=http");
      assertThat(seen.field("Via")).isEqualTo("1.1 alternate-futures");
    }
  }

  @Test
  void what_a_trusted_proxy_says_of_the_client_is_kept_and_added_to() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            EdgeFixture.start(
                    o -> Records.with(o, "trustedProxies", AddressSet.of(List.of("127.0.0.0/8"))))
                .routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send(
          """
          GET / HTTP/1.1\r
          Host: gw.localhost\r
          X-Forwarded-For: 6.6.6.6, 198.51.100.7\r
          X-Forwarded-Host: www.example\r
          X-Forwarded-Proto: https\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("X-Forwarded-For")).isEqualTo("198.51.100.7, 127.0.0.1");
      assertThat(seen.field("Forwarded"))
          .isEqualTo("for=198.51.100.7;host=\"www.example\";proto=https, for=127.0.0.1");
      assertThat(edge.nextRecord().client()).isEqualTo("198.51.100.7");
      assertThat(seen.field("X-Forwarded-Host")).isEqualTo("www.example");
      assertThat(seen.field("X-Forwarded-Proto")).isEqualTo("https");
    }
  }

  @Test
  void fields_that_end_at_a_hop_do_not_reach_the_target() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          GET /api/ HTTP/1.1\r
          Host: gw.localhost\r
          Connection: keep-alive, X-Secret\r
          Keep-Alive: timeout=5\r
          Proxy-Connection: keep-alive\r
          Proxy-Authorization: Basic eA==\r
          Upgrade: h2c\r
          HTTP2-Settings: AA\r
          X-Secret: 1\r
          X-Kept: 2\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      for (String name :
          List.of(
              "Connection",
              "Keep-Alive",
              "Proxy-Connection",
              "Proxy-Authorization",
              "Upgrade",
              "HTTP2-Settings",
              "X-Secret")) {
        assertThat(seen.has(name)).as(name).isFalse();
      }
      assertThat(seen.field("X-Kept")).isEqualTo("2");
    }
  }

  @Test
  void fields_that_end_at_a_hop_do_not_reach_the_client() throws Exception {
    RawOrigin.Script script =
        (request, wire) ->
            wire.send(
                """
                HTTP/1.1 200 OK\r
                Connection: X-Internal\r
                Keep-Alive: timeout=5\r
                Proxy-Authenticate: Basic\r
                Upgrade: h2c\r
                X-Internal: 1\r
                X-Kept: 2\r
                Set-Cookie: a=1\r
                Set-Cookie: b=2\r
                Content-Length: 2\r
                \r
                ok\
                """);
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/api/");

      for (String name :
          List.of("Connection", "Keep-Alive", "Proxy-Authenticate", "Upgrade", "X-Internal")) {
        assertThat(response.has(name)).as(name).isFalse();
      }
      assertThat(response.field("X-Kept")).isEqualTo("2");
      assertThat(response.field("Set-Cookie")).isEqualTo("a=1, b=2");
      assertThat(response.field("Via")).isEqualTo("1.1 alternate-futures");
      assertThat(response.has("Date")).isTrue();
      assertThat(response.field("X-Request-Id")).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void a_valid_request_id_is_taken_over_and_told_to_the_target() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET /api/ HTTP/1.1\r\nHost: gw.localhost\r\nX-Request-Id: abc-1\r\n\r\n");
      assertThat(client.read().field("X-Request-Id")).isEqualTo("abc-1");
      assertThat(origin.requests().take().field("X-Request-Id")).isEqualTo("abc-1");

      client.send("GET /api/ HTTP/1.1\r\nHost: gw.localhost\r\nX-Request-Id: a b\r\n\r\n");
      assertThat(client.read().field("X-Request-Id")).matches("[0-9a-f]{16}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nX-Trailer: 1\r\n\r\n"
      })
  void a_request_body_reaches_the_target_framed_as_it_came(String rest) throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("POST /api/ HTTP/1.1\r\nHost: gw.localhost\r\n" + rest);
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.body()).isEqualTo("hello");
      assertThat(seen.has("Content-Length")).isEqualTo(rest.startsWith("Content-Length"));
      assertThat(seen.trailers())
          .isEqualTo(rest.contains("X-Trailer") ? List.of("X-Trailer: 1") : List.of());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 5\\r\\n\\r\\nhello",
        "Transfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nhe\\r\\n3\\r\\nllo\\r\\n0\\r\\n\\r\\n",
        "Connection: close\\r\\n\\r\\nhello"
      })
  void a_response_body_reaches_the_client_whatever_its_framing(String rest) throws Exception {
    String wireRest = rest.replace("\\r\\n", "\r\n");
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\n" + wireRest);
          if (wireRest.startsWith("Connection: close")) {
            wire.close();
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        RawClient.Response response = client.get("gw.localhost", "/api/");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("hello");
      }
    }
  }

  @Test
  void redirects_are_passed_on() throws Exception {
    RawOrigin.Script script =
        (request, wire) ->
            wire.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/api/");

      assertThat(response.status()).isEqualTo(302);
      assertThat(response.field("Location")).isEqualTo("/elsewhere");
    }
  }

  @Test
  void the_answer_to_head_has_no_body_and_the_length_the_target_told() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      for (int i = 0; i < 2; i++) {
        client.send("HEAD /api/ HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
        RawClient.Response response = client.readBodyless();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Length")).isEqualTo("1234");
      }
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void answers_without_body_keep_the_connection_usable(int status) throws Exception {
    RawOrigin.Script script =
        (request, wire) -> wire.send("HTTP/1.1 " + status + " X\r\nETag: \"1\"\r\n\r\n");
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        RawClient.Response response = client.get("gw.localhost", "/api/");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.field("ETag")).isEqualTo("\"1\"");
        assertThat(response.has("Transfer-Encoding")).isFalse();
      }
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_100_that_the_client_does_not_expect_is_passed_over() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.1 100 Continue\r\n\r\n");
          wire.ok("done");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/api/").text()).isEqualTo("done");
      assertThat(client.get("gw.localhost", "/api/").text()).isEqualTo("done");
    }
  }

  @Test
  void a_client_that_expects_100_continue_gets_it_before_it_sends_its_body() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.1 100 Continue\r\n\r\n");
          wire.ok(new String(wire.in().readNBytes(4), StandardCharsets.ISO_8859_1));
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send(
          """
          POST /api/ HTTP/1.1\r
          Host: gw.localhost\r
          X-Raw-Body: 1\r
          Expect: 100-continue\r
          Content-Length: 4\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(100);
      client.send("body");

      assertThat(client.read().text()).isEqualTo("body");
      assertThat(origin.requests().take().field("Expect")).isEqualTo("100-continue");
    }
  }

  @Test
  void an_http_1_0_client_gets_an_answer_that_ends_with_the_connection() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          wire.send("6\r\n world\r\n0\r\n\r\n");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET /api/ HTTP/1.0\r\nHost: gw.localhost\r\n\r\n");
      RawClient.Response response = client.read();

      assertThat(response.text()).isEqualTo("hello world");
      assertThat(response.has("Transfer-Encoding")).isFalse();
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void an_http_1_0_client_may_keep_its_connection_alive() throws Exception {
    try (RawOrigin origin = new RawOrigin((request, wire) -> wire.ok("hi"));
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      for (int i = 0; i < 2; i++) {
        client.send("GET /api/ HTTP/1.0\r\nHost: gw.localhost\r\nConnection: Keep-Alive\r\n\r\n");
        RawClient.Response response = client.read();
        assertThat(response.text()).isEqualTo("hi");
        assertThat(response.field("Connection")).isEqualTo("keep-alive");
      }
    }
  }

  @Test
  void an_http_1_0_target_is_understood() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.0 200 OK\r\n\r\nold but fine");
          wire.close();
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/api/");
      assertThat(response.text()).isEqualTo("old but fine");
      assertThat(response.field("Via")).isEqualTo("1.0 alternate-futures");
      assertThat(client.get("gw.localhost", "/api/").status()).isEqualTo(200);
    }
  }

  @Test
  void the_absolute_form_names_the_host_in_the_place_of_the_host_field() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawClient client = edge.client()) {
      client.send("GET http://gw.localhost/api/a?b HTTP/1.1\r\nHost: other.localhost\r\n\r\n");
      assertThat(client.read().text()).startsWith("GET /v1/a?b HTTP/1.1\n");
      assertThat(origin.requests().take().field("X-Forwarded-Host")).isEqualTo("gw.localhost");
    }
  }

  @Test
  void a_connection_to_the_target_serves_many_clients_one_after_the_other() throws Exception {
    try (RawOrigin origin = new RawOrigin((request, wire) -> wire.ok("hi"));
        EdgeFixture edge = edge(origin)) {
      for (int i = 0; i < 5; i++) {
        try (RawClient client = edge.client()) {
          assertThat(client.get("gw.localhost", "/api/").text()).isEqualTo("hi");
        }
      }
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_request_that_came_back_too_often_is_refused() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start()) {
      edge.routed("gw", Map.of("/*", "http://127.0.0.1:" + edge.port() + "/loop"));
      // The target's Host is an address, so the loop has to be closed by hand.
      try (RawClient client = edge.client()) {
        String via = "Via: 1.1 alternate-futures, 1.1 alternate-futures\r\n";
        client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n" + via.repeat(4) + "\r\n");
        RawClient.Response response = client.read();

        assertThat(response.status()).isEqualTo(508);
        assertThat(response.text()).contains("\"code\":\"LOOP_DETECTED\"");
      }
    }
  }
}

package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.model.FunctionStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionIT {
  private static EdgeOptions with(
      EdgeOptions o, List<String> baseDomains, EdgeOptions.Routing routing) {
    return Records.with(Records.with(o, "baseDomains", baseDomains), "routing", routing);
  }

  @Test
  void an_unknown_function_is_a_404_with_its_slug() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("nobody.localhost:3000", "/");

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.field("Content-Type")).isEqualTo("application/json");
      assertThat(response.text())
          .isEqualTo(
              "{\"error\":\"There is no such function\",\"code\":\"FUNCTION_NOT_FOUND\","
                  + "\"requestId\":\"%s\",\"slug\":\"nobody\"}\n"
                      .formatted(response.field("X-Request-Id")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "example.com",
        "fn.localhost.example",
        "a.fn.localhost",
        "127.0.0.1",
        "[::1]:80",
        "-.localhost",
        "fnlocalhost"
      })
  void a_host_that_names_no_function_is_a_404(String host) throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      RawClient.Response response = client.get(host, "/");

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.text()).contains("\"code\":\"UNKNOWN_HOST\"").doesNotContain("slug");
    }
  }

  @Test
  void a_function_is_found_by_its_own_domains_and_by_its_slug() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start().coded("fn").domains("fn", "www.example.org", "example.org");
        RawClient client = edge.client()) {
      assertThat(client.get("www.example.org", "/").status()).isEqualTo(200);
      assertThat(client.get("WWW.Example.Org:8443", "/").status()).isEqualTo(200);
      assertThat(client.get("example.org.", "/").status()).isEqualTo(200);
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);
      assertThat(client.get("other.example.org", "/").status()).isEqualTo(404);
      edge.domains("fn");
      assertThat(client.get("www.example.org", "/").text()).contains("UNKNOWN_HOST");
    }
  }

  @Test
  void functions_are_found_below_every_base_domain() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start(
                    o -> with(o, List.of("Edge.Example", "localhost"), EdgeOptions.Routing.ENABLED))
                .coded("fn");
        RawClient client = edge.client()) {
      assertThat(client.get("fn.edge.example", "/").status()).isEqualTo(200);
      assertThat(client.get("FN.EDGE.EXAMPLE:8080", "/").status()).isEqualTo(200);
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void an_inactive_function_serves_nothing() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start()
                .function("fn", FunctionStatus.INACTIVE, Map.of("/*", "http://127.0.0.1:1"), true);
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("fn.localhost", "/");

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.text())
          .contains("\"error\":\"The function is inactive\"", "\"code\":\"FUNCTION_INACTIVE\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEPLOYING", "FAILED"})
  void a_function_keeps_serving_whatever_becomes_of_its_next_deployment(FunctionStatus status)
      throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().function("fn", status, Map.of(), true);
        RawClient client = edge.client()) {
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void neither_route_nor_code_is_a_404_that_says_so() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start()
                .routed("gw", Map.of("/api/*", "http://127.0.0.1:1"))
                .function("bare", FunctionStatus.ACTIVE, Map.of(), false);
        RawClient client = edge.client()) {
      RawClient.Response unmatched = client.get("gw.localhost", "/other");
      assertThat(unmatched.status()).isEqualTo(404);
      assertThat(unmatched.text())
          .contains(
              "\"error\":\"No route matches this path, and the function has no code deployed\"",
              "\"code\":\"NOTHING_TO_SERVE\"",
              "\"slug\":\"gw\"");

      RawClient.Response bare = client.get("bare.localhost", "/");
      assertThat(bare.status()).isEqualTo(404);
      assertThat(bare.text())
          .contains(
              "\"error\":\"The function has neither routes nor code deployed\"",
              "\"code\":\"NO_CODE\"");
    }
  }

  @Test
  void a_path_without_route_runs_the_code() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.ok("target"));
        EdgeFixture edge =
            EdgeFixture.start()
                .function("fn", FunctionStatus.ACTIVE, Map.of("/api/*", origin.url()), true);
        RawClient client = edge.client()) {
      assertThat(client.get("fn.localhost", "/api/x").text()).isEqualTo("target");
      assertThat(client.get("fn.localhost", "/x?y").text())
          .isEqualTo("GET http://fn.localhost/x?y\n");
    }
  }

  @Test
  void without_routing_every_request_runs_the_code() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start(o -> with(o, o.baseDomains(), EdgeOptions.Routing.DISABLED))
                .function("fn", FunctionStatus.ACTIVE, Map.of("/*", "http://127.0.0.1:1"), true);
        RawClient client = edge.client()) {
      assertThat(client.get("fn.localhost", "/api").text())
          .isEqualTo("GET http://fn.localhost/api\n");
    }
  }

  @Test
  void routes_match_the_normalised_path() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            EdgeFixture.start().routed("gw", Map.of("/api/*", origin.url() + "/v1"));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/x/%2e%2e/api/./%61?q=%zz").text())
          .startsWith("GET /v1/a?q=");
      assertThat(client.get("gw.localhost", "/api/../secret").status()).isEqualTo(404);
    }
  }

  @Test
  void a_change_of_routes_counts_from_the_next_request_on() throws Exception {
    try (RawOrigin one = new RawOrigin((_, wire) -> wire.ok("one"));
        RawOrigin two = new RawOrigin((_, wire) -> wire.ok("two"));
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", one.url()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").text()).isEqualTo("one");
      edge.routed("gw", Map.of("/*", two.url()));
      assertThat(client.get("gw.localhost", "/").text()).isEqualTo("two");
      assertThat(edge.server().routeCache().stats().cacheSize()).isEqualTo(1);
    }
  }

  @Test
  void a_refused_request_with_a_short_body_leaves_the_connection_usable() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: no.localhost\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);

      client.send("POST / HTTP/1.1\r\nHost: no.localhost\r\nContent-Length: 5\r\n\r\nhe");
      assertThat(client.read().status()).isEqualTo(404);
      client.send("llo");
      assertThat(client.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void a_refused_request_with_a_long_body_gets_its_answer_and_no_other() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: no.localhost\r\nContent-Length: 99999999\r\n\r\nhello");
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.field("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_refused_request_is_not_asked_for_its_body() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.client()) {
      client.send(
          """
          POST / HTTP/1.1\r
          Host: no.localhost\r
          Expect: 100-continue\r
          Content-Length: 5\r
          \r
          """);
      RawClient.Response response = client.read();

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.field("Connection")).isEqualTo("close");
    }
  }
}

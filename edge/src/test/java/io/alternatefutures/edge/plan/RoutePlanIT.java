package io.alternatefutures.edge.plan;

import static io.alternatefutures.edge.plan.PlannedEdge.edge;
import static io.alternatefutures.edge.plan.PlannedEdge.get;
import static io.alternatefutures.edge.plan.PlannedEdge.named;
import static io.alternatefutures.edge.plan.PlannedEdge.send;
import static io.alternatefutures.edge.plan.PlannedEdge.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.routing.policy.PasswordHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RoutePlanIT {
  private static final String TO_LOGIN =
      "HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\nContent-Length: 0\r\n\r\n";

  private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(options);
    more.put(name, value);
    return more;
  }

  private static String closedPort() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + closed.getLocalPort();
    }
  }

  @Test
  void fields_are_set_and_removed_both_ways() throws Exception {
    try (RawOrigin origin =
            new RawOrigin((request, wire) ->
                wire.send(
                    "HTTP/1.1 200 OK\r\nServer: x\r\nX-B: old\r\nContent-Length: 0\r\n\r\n"));
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "setHeaders",
                    Map.of("request", Map.of("X-A", "new"), "response", Map.of("X-B", "new")),
                    "removeHeaders",
                    Map.of("request", List.of("Cookie"), "response", "Server")));
        RawClient client = edge.client()) {
      RawClient.Response response = get(client, "/", "X-A: old", "Cookie: secret=1");

      RawOrigin.Request received = origin.requests().take();
      assertThat(received.field("X-A")).isEqualTo("new");
      assertThat(received.has("Cookie")).isFalse();
      assertThat(response.field("X-B")).isEqualTo("new");
      assertThat(response.has("Server")).isFalse();
    }
  }

  @Test
  void a_redirect_needs_no_target() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start()
                .planned(
                    "gw",
                    Map.of(
                        "/u/:id",
                        Map.of(
                            "redirect",
                            Map.of("status", 308, "location", "https://n.example/:id"))));
        RawClient client = edge.client()) {
      RawClient.Response response = get(client, "/u/7?a=b");

      assertThat(response.status()).isEqualTo(308);
      assertThat(response.field("Location")).isEqualTo("https://n.example/7?a=b");
    }
  }

  @Test
  void the_functions_code_answers_at_a_path() throws Exception {
    try (RawOrigin origin = named("target");
        EdgeFixture edge =
            EdgeFixture.start()
                .planned("gw", Map.of("/*", origin.url(), "/code/*", Map.of("function", true)));
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, "code"));

      assertThat(get(client, "/code/x").text()).isEqualTo("code");
      assertThat(get(client, "/x").text()).isEqualTo("target");
    }
  }

  @Test
  void the_functions_code_answers_for_a_target_that_does_not() throws Exception {
    try (EdgeFixture edge = edge(Map.of("target", closedPort(), "onError", "function"));
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, call.body()));

      RawClient.Response response = send(client, "POST", "/x", "hello");

      assertThat(response.text()).isEqualTo("hello");
    }
  }

  @Test
  void an_idempotent_request_is_tried_at_another_target() throws Exception {
    try (RawOrigin good = named("good");
        RawOrigin bad = status(503);
        EdgeFixture edge = edge(Map.of("targets", List.of(bad.url(), good.url()), "retries", 1));
        RawClient client = edge.client()) {
      for (int i = 0; i < 4; i++) {
        assertThat(get(client, "/").text()).isEqualTo("good");
      }
      assertThat(bad.requests()).isNotEmpty();
    }
  }

  @Test
  void a_request_that_may_have_been_done_is_not_tried_again() throws Exception {
    try (RawOrigin bad = status(503);
        EdgeFixture edge = edge(Map.of("target", bad.url(), "retries", 3));
        RawClient client = edge.client()) {
      assertThat(send(client, "POST", "/", "x").status()).isEqualTo(503);
      assertThat(bad.requests()).hasSize(1);
    }
  }

  @Test
  void a_request_that_was_never_sent_is_tried_again_with_its_body() throws Exception {
    try (RawOrigin echo = RawOrigin.echo();
        EdgeFixture edge =
            edge(Map.of("targets", List.of(closedPort(), echo.url()), "retries", 1));
        RawClient client = edge.client()) {
      for (int i = 0; i < 4; i++) {
        assertThat(send(client, "POST", "/", "body" + i).text()).contains("body" + i);
      }
    }
  }

  @Test
  void retries_stop_when_their_budget_is_used_up() throws Exception {
    try (RawOrigin bad = status(503);
        EdgeFixture edge =
            edge(Map.of("target", bad.url(), "retries", Map.of("max", 1, "budget", 1)));
        RawClient client = edge.client()) {
      for (int i = 0; i < 30; i++) {
        get(client, "/");
      }
      assertThat(bad.requests()).hasSize(30 + 10);
    }
  }

  @Test
  void a_circuit_opens_after_failures_in_a_row() throws Exception {
    try (RawOrigin bad = status(500);
        EdgeFixture edge =
            edge(
                Map.of(
                    "target", bad.url(), "circuitBreaker", Map.of("failures", 3, "open", "1m")));
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(get(client, "/").status()).isEqualTo(500);
      }
      RawClient.Response refused = get(client, "/");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("CIRCUIT_OPEN");
      assertThat(Integer.parseInt(refused.field("Retry-After"))).isBetween(1, 60);
      assertThat(bad.requests()).hasSize(3);
    }
  }

  @Test
  void a_target_that_fails_its_checks_gets_no_requests() throws Exception {
    AtomicInteger down = new AtomicInteger();
    try (RawOrigin good = named("good");
        RawOrigin sick =
            new RawOrigin((request, wire) -> {
              if (request.line().startsWith("GET /ready ")) {
                down.incrementAndGet();
                wire.send("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n");
              } else {
                wire.ok("sick");
              }
            });
        EdgeFixture edge =
            edge(
                Map.of(
                    "targets",
                    List.of(good.url(), sick.url()),
                    "healthCheck",
                    Map.of("active", Map.of("path", "/ready", "interval", 500, "unhealthy", 1))));
        RawClient client = edge.client()) {
      get(client, "/");
      await().untilAsserted(() -> assertThat(down.get()).isPositive());
      await()
          .untilAsserted(() -> {
            for (int i = 0; i < 4; i++) {
              assertThat(get(client, "/").text()).isEqualTo("good");
            }
          });
    }
  }

  @Test
  void a_routes_own_timeout_holds() throws Exception {
    try (RawOrigin silent = new RawOrigin((request, wire) -> {});
        EdgeFixture edge = edge(Map.of("target", silent.url(), "timeout", 100));
        RawClient client = edge.client()) {
      assertThat(get(client, "/").text()).contains("TARGET_TIMEOUT");
    }
  }

  @Test
  void a_client_that_asks_too_often_is_told_when_to_come_back() throws Exception {
    try (RawOrigin origin = named("ok");
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "rateLimit",
                    Map.of("requests", 2, "per", "1h", "by", "header:X-User")));
        RawClient client = edge.client()) {
      assertThat(get(client, "/", "X-User: a").status()).isEqualTo(200);
      assertThat(get(client, "/", "X-User: a").status()).isEqualTo(200);
      RawClient.Response refused = get(client, "/", "X-User: a");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.text()).contains("RATE_LIMITED");
      assertThat(Integer.parseInt(refused.field("Retry-After"))).isBetween(1, 1800);
      assertThat(get(client, "/", "X-User: b").status()).isEqualTo(200);
    }
  }

  @Test
  void an_allowance_outlives_a_change_of_other_routes() throws Exception {
    try (RawOrigin origin = named("ok");
        EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.client()) {
      Map<String, Object> limited =
          Map.of("target", origin.url(), "rateLimit", Map.of("requests", 1, "per", "1h"));
      edge.planned("gw", Map.of("/*", limited));
      assertThat(get(client, "/").status()).isEqualTo(200);

      edge.planned("gw", Map.of("/*", with(limited, "timeout", "9s"), "/new", origin.url()));

      assertThat(get(client, "/").status()).isEqualTo(429);
      assertThat(get(client, "/new").status()).isEqualTo(200);
    }
  }

  @Test
  void a_password_opens_a_route() throws Exception {
    String hash = PasswordHash.of("open sesame".toCharArray(), new byte[16]);
    Map<String, Object> auth = Map.of("basic", Map.of("users", Map.of("ann", hash)));
    try (RawOrigin origin = named("in");
        EdgeFixture edge = edge(Map.of("target", origin.url(), "auth", auth));
        RawClient client = edge.client()) {
      RawClient.Response without = get(client, "/");
      assertThat(without.status()).isEqualTo(401);
      assertThat(without.field("WWW-Authenticate")).startsWith("Basic realm=\"restricted\"");
      assertThat(get(client, "/", basic("ann", "wrong")).status()).isEqualTo(401);
      assertThat(get(client, "/", basic("bob", "open sesame")).status()).isEqualTo(401);
      assertThat(get(client, "/", basic("ann", "open sesame")).text()).isEqualTo("in");
      assertThat(get(client, "/", basic("ann", "open sesame")).text()).isEqualTo("in");
      assertThat(send(client, "POST", "/", "body", basic("ann", "open sesame")).status())
          .isEqualTo(200);
      assertThat(origin.requests()).hasSize(3);
    }
  }

  private static String basic(String name, String password) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  @Test
  void a_key_opens_a_route() throws Exception {
    Map<String, Object> auth =
        Map.of("apiKey", Map.of("keys", List.of("sha256:" + Digests.sha256("k-1"))));
    try (RawOrigin origin = named("in");
        EdgeFixture edge = edge(Map.of("target", origin.url(), "auth", auth));
        RawClient client = edge.client()) {
      assertThat(get(client, "/").status()).isEqualTo(401);
      assertThat(get(client, "/", "X-Api-Key: k-2").status()).isEqualTo(401);
      assertThat(get(client, "/", "X-Api-Key: k-1").text()).isEqualTo("in");
    }
  }

  @Test
  void another_server_opens_a_route_and_says_for_whom() throws Exception {
    try (RawOrigin origin = named("in");
        RawOrigin judge =
            new RawOrigin((request, wire) -> {
              boolean known = request.has("Cookie");
              wire.send(known ? "HTTP/1.1 204 OK\r\nX-User: ann\r\n\r\n" : TO_LOGIN);
            });
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "auth",
                    Map.of("forward", Map.of("url", judge.url() + "/check", "copy", "X-User"))));
        RawClient client = edge.client()) {
      RawClient.Response refused = get(client, "/secret?x=1", "X-User: forged");
      assertThat(refused.status()).isEqualTo(302);
      assertThat(refused.field("Location")).isEqualTo("https://login.example/");
      assertThat(judge.requests().take().field("X-Forwarded-Uri")).isEqualTo("/secret?x=1");
      assertThat(origin.requests()).isEmpty();

      assertThat(get(client, "/secret", "Cookie: s=1", "X-User: forged").text()).isEqualTo("in");
      assertThat(origin.requests().take().field("X-User")).isEqualTo("ann");
    }
  }

  @Test
  void a_server_that_cannot_be_asked_opens_nothing() throws Exception {
    try (RawOrigin origin = named("in");
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "auth",
                    Map.of("forward", Map.of("url", closedPort()))));
        RawClient client = edge.client()) {
      RawClient.Response refused = get(client, "/");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("AUTH_UNAVAILABLE");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void preflights_are_answered_and_answers_are_marked() throws Exception {
    try (RawOrigin origin = named("ok");
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "cors",
                    Map.of("origins", "https://app.example", "credentials", true)));
        RawClient client = edge.client()) {
      String origin1 = "Origin: https://app.example";
      RawClient.Response preflight =
          send(client, "OPTIONS", "/", "", origin1, "Access-Control-Request-Method: PUT");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.field("Access-Control-Allow-Methods")).contains("PUT");
      assertThat(preflight.field("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
      assertThat(preflight.field("Vary")).isEqualTo("Origin");
      assertThat(origin.requests()).isEmpty();

      RawClient.Response answer = get(client, "/", origin1);
      assertThat(answer.field("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
      assertThat(answer.field("Access-Control-Allow-Credentials")).isEqualTo("true");
      assertThat(
              get(client, "/", "Origin: https://evil.example").has("Access-Control-Allow-Origin"))
          .isFalse();
    }
  }

  @Test
  void a_mirror_gets_a_copy_that_nobody_waits_for() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        RawOrigin mirror = new RawOrigin((request, wire) -> {});
        EdgeFixture edge = edge(Map.of("target", origin.url(), "mirror", mirror.url()));
        RawClient client = edge.client()) {
      assertThat(send(client, "POST", "/a?b", "copied").status()).isEqualTo(200);

      RawOrigin.Request copy = mirror.requests().take();
      assertThat(copy.line()).isEqualTo("POST /a?b HTTP/1.1");
      assertThat(copy.body()).isEqualTo("copied");
    }
  }
}

package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.Route;
import io.alternatefutures.routing.policy.RequestFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RouteOptionsTest {
  private static final String TARGET = "http://h/t";

  private record Facts(String method, Map<String, String> headers, @Nullable String query)
      implements RequestFacts {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private static Facts request(String method) {
    return new Facts(method, Map.of(), null);
  }

  private static Map<String, Object> routes(Object... patternsAndValues) {
    Map<String, Object> routes = new LinkedHashMap<>();
    for (int i = 0; i < patternsAndValues.length; i += 2) {
      routes.put((String) patternsAndValues[i], patternsAndValues[i + 1]);
    }
    return routes;
  }

  private static RouteTable table(Object... patternsAndValues) {
    return RouteTable.compile(Routes.parse(routes(patternsAndValues)));
  }

  private static @Nullable String pattern(@Nullable RouteMatch match) {
    return match == null ? null : match.route().pattern();
  }

  @Test
  void an_object_with_a_target_alone_is_as_plain_as_a_string() {
    RouteMatch match = table("/a/*", Map.of("target", TARGET)).match("/a/b");

    assertThat(match).isNotNull();
    assertThat(match.plan()).isNull();
    assertThat(match.target("x=1")).isEqualTo("http://h/t/b?x=1");
  }

  @Test
  void a_method_decides_between_routes_of_one_pattern() {
    RouteTable table =
        table(
            "/a/*",
            TARGET,
            "/a/*#write",
            Map.of("methods", List.of("post", "PUT"), "target", "http://w"));

    assertThat(pattern(table.match("/a/1", request("POST")))).isEqualTo("/a/*#write");
    assertThat(pattern(table.match("/a/1", request("GET")))).isEqualTo("/a/*");
  }

  @Test
  void a_route_for_get_takes_head() {
    RouteTable table = table("/a", Map.of("methods", "GET", "target", TARGET));

    assertThat(table.match("/a", request("HEAD"))).isNotNull();
    assertThat(table.match("/a", request("DELETE"))).isNull();
  }

  @Test
  void fields_and_query_parameters_decide() {
    RouteTable table =
        table(
            "/a",
            Map.of(
                "target",
                TARGET,
                "headers",
                Map.of("X-Beta", "1", "X-Old", false, "X-Any", true),
                "query",
                Map.of("v", Map.of("regex", "[0-9]+"))));

    assertThat(table.match("/a", new Facts("GET", Map.of("X-Beta", "1", "X-Any", ""), "a=b&v=12")))
        .isNotNull();
    assertThat(table.match("/a", new Facts("GET", Map.of("X-Beta", "1", "X-Any", ""), "v=1x")))
        .isNull();
    assertThat(table.match("/a", new Facts("GET", Map.of("X-Beta", "1"), "v=1"))).isNull();
    assertThat(
            table.match(
                "/a", new Facts("GET", Map.of("X-Beta", "1", "X-Any", "", "X-Old", "y"), "v=1")))
        .isNull();
  }

  @Test
  void a_less_preferred_route_takes_what_a_condition_refuses() {
    RouteTable table =
        table(
            "/a/b", Map.of("methods", "POST", "target", TARGET),
            "/a/:x", Map.of("query", Map.of("q", "1"), "target", TARGET),
            "/a/*", TARGET);

    assertThat(pattern(table.match("/a/b", request("GET")))).isEqualTo("/a/*");
    assertThat(pattern(table.match("/a/b", new Facts("GET", Map.of(), "q=1")))).isEqualTo("/a/:x");
    assertThat(pattern(table.match("/a/b", request("POST")))).isEqualTo("/a/b");
  }

  @Test
  void a_priority_comes_before_the_kind_of_pattern() {
    RouteTable table = table("/a/b", TARGET, "/*", Map.of("priority", 5, "target", "http://all"));

    assertThat(pattern(table.match("/a/b"))).isEqualTo("/*");
  }

  @Test
  void a_regular_expression_captures_names() {
    RouteTable table =
        table(
            "/u/*",
            Map.of(
                "regex",
                "/u/(?P<id>[0-9]+)/(?P<what>.*)",
                "target",
                "http://h",
                "rewrite",
                "/x/:what/:id"));

    RouteMatch match = table.match("/u/42/a/b");
    assertThat(match).isNotNull();
    assertThat(match.requestTarget(null)).isEqualTo("/x/a/b/42");
    assertThat(match.parameters()).containsEntry("id", "42").containsEntry("what", "a/b");
    assertThat(table.match("/u/x/a")).isNull();
  }

  @Test
  void a_captured_part_of_a_segment_cannot_lead_elsewhere() {
    RouteTable table =
        table("/u/*", Map.of("regex", "/u/x(?P<g>.*)", "target", "http://h/a/:g/secret"));

    assertThat(table.match("/u/x..")).isNull();
    assertThat(table.match("/u/xy")).isNotNull();
  }

  @Test
  void a_rewrite_takes_the_place_of_the_path() {
    RouteTable table =
        table(
            "/old/*", Map.of("target", "http://h/ignored?k=v", "rewrite", "/new/*"),
            "/one/*", Map.of("target", "http://h", "rewrite", "/fixed"));

    assertThat(requestTarget(table.match("/old/a/b"), "q=1")).isEqualTo("/new/a/b?k=v&q=1");
    assertThat(requestTarget(table.match("/one/a/b"), null)).isEqualTo("/fixed");
  }

  @Test
  void a_redirect_fills_in_what_matched() {
    RouteTable table =
        table(
            "/u/:id", redirect(301, "https://new.example/users/:id"),
            "/old/*", redirect(308, "/new/*"));

    assertThat(location(table.match("/u/7"), "a=b")).isEqualTo("https://new.example/users/7?a=b");
    assertThat(location(table.match("/old/x/y"), null)).isEqualTo("/new/x/y");
  }

  @Test
  void a_redirect_on_the_same_host_stays_there() {
    RouteTable table =
        table(
            "/r/*",
            with(redirect(302, "/:g"), "regex", "/r(?P<g>.*)"),
            "/s/*",
            redirect(302, "/*"));

    assertThat(location(table.match("/r//evil.example/x"), null)).isEqualTo("/evil.example/x");
    assertThat(location(table.match("/s//evil.example"), null)).isEqualTo("/evil.example");
  }

  private static String requestTarget(@Nullable RouteMatch match, @Nullable String query) {
    if (match == null) {
      throw new AssertionError("no route matches");
    }
    return match.requestTarget(query);
  }

  private static Map<String, Object> redirect(int status, String location) {
    return Map.of("redirect", Map.of("status", status, "location", location));
  }

  private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(options);
    more.put(name, value);
    return more;
  }

  private static String location(@Nullable RouteMatch match, @Nullable String query) {
    RoutePlan plan = match == null ? null : match.plan();
    if (match == null
        || plan == null
        || !(plan.action() instanceof RouteAction.Redirect redirect)) {
      throw new AssertionError("no redirect: " + match);
    }
    return match.location(redirect, query);
  }

  @Test
  void says_why_a_route_does_not_take_a_request() {
    RouteTable table =
        table(
            "/a", Map.of("methods", "POST", "target", TARGET),
            "/:x", Map.of("headers", Map.of("X-V", "2"), "target", TARGET),
            "/*", Map.of("query", Map.of("q", true), "target", TARGET));

    assertThat(table.explain("/a").candidates())
        .extracting(RouteExplanation.Candidate::reason)
        .containsExactly(
            "the method is GET, not POST", "header X-V is missing", "query parameter q is missing");
  }

  @Test
  void reports_every_mistake_with_its_place() {
    assertThatThrownBy(() ->
            Routes.parse(
                routes(
                    "/a", Map.of("target", TARGET, "retries", Map.of("max", 9)),
                    "/b", Map.of("target", TARGET, "timout", "5s"),
                    "/c", 5)))
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessage(
            """
            routes["/a"].retries.max: expected an integer from 0 to 5, not 9
            routes["/b"]: unknown option "timout", did you mean "timeout"?
            Invalid target URL for path "/c". Target must be a string\
            """);
  }

  @Test
  void refuses_what_makes_no_sense() {
    refused(Map.of(), "routes[\"/a\"]: expected one of target, targets, redirect, function");
    refused(Map.of("target", TARGET, "function", true), "not target and function");
    refused(Map.of("target", 5), "routes[\"/a\"].target: expected a string of 1 to 4096");
    refused(Map.of("target", "ftp://h"), "routes[\"/a\"].target: Invalid target URL \"ftp://h\"");
    refused(Map.of("targets", List.of()), "routes[\"/a\"].targets: expected a list of 1 to 100");
    refused(
        Map.of("targets", List.of(Map.of("url", TARGET, "weight", -1))),
        "routes[\"/a\"].targets[0].weight: expected an integer from 0 to 1000, not -1");
    refused(Map.of("target", TARGET, "strategy", "random"), "\"round-robin\"");
    refused(Map.of("target", TARGET, "regex", "("), "routes[\"/a\"].regex: expected a regular");
    refused(Map.of("target", TARGET, "timeout", "soon"), "routes[\"/a\"].timeout: expected a time");
    refused(Map.of("function", true, "retries", 2), "routes[\"/a\"].retries: needs \"target\"");
    refused(Map.of("function", false), "routes[\"/a\"].function: expected true, not false");
    refused(
        Map.of("redirect", Map.of("status", 304, "location", "/x")),
        "routes[\"/a\"].redirect.status: expected 301, 302, 303, 307 or 308, not 304");
    refused(Map.of("redirect", Map.of()), "routes[\"/a\"].redirect.location: expected a URL");
    refused(
        Map.of("target", TARGET, "setHeaders", Map.of("request", Map.of("Host", "x"))),
        "routes[\"/a\"].setHeaders.request: expected fields that a route may set");
    refused(
        Map.of("target", TARGET, "setHeaders", Map.of("response", Map.of("X", "a\r\nb"))),
        "routes[\"/a\"].setHeaders.response");
    refused(
        Map.of("target", TARGET, "cors", Map.of("origins", "*", "credentials", true)),
        "routes[\"/a\"].cors.credentials: expected false when any origin is allowed, not true");
    refused(Map.of("target", TARGET, "cache", 1), "routes[\"/a\"].cache: expected an object");
    refused(Map.of("target", TARGET, "onError", "page"), "routes[\"/a\"].onError");
    refused(Map.of("target", TARGET, "healthCheck", Map.of()), "routes[\"/a\"].healthCheck");
    refused(
        Map.of("target", TARGET, "canary", Map.of("target", TARGET)), "percent, header or both");
    refused(Map.of("target", TARGET, "rateLimit", Map.of()), "routes[\"/a\"].rateLimit.requests");
    refused(
        Map.of("target", TARGET, "rateLimit", Map.of("requests", 1, "shared", "yes")),
        "routes[\"/a\"].rateLimit.shared: expected");
    refused(Map.of("target", TARGET, "auth", Map.of()), "routes[\"/a\"].auth: expected one of jwt");
  }

  @Test
  void never_shows_secrets() {
    String secret = "pbkdf2-sha256$1$hunter2";
    assertThatThrownBy(() ->
            Routes.parse(
                routes(
                    "/a",
                    Map.of(
                        "target",
                        TARGET,
                        "auth",
                        Map.of("basic", Map.of("users", Map.of("ann", secret)))))))
        .hasMessageContaining("routes[\"/a\"].auth.basic.users.ann")
        .hasMessageNotContaining("hunter2");
    Route route = Route.of("/a", Map.of("target", TARGET, "auth", Map.of("x", secret)));
    assertThat(route.toString()).doesNotContain("hunter2");
  }

  private static void refused(Map<String, Object> options, String message) {
    assertThatThrownBy(() -> Routes.parse(routes("/a", options)))
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_target_can_be_known_to_speak_http_2_without_tls() {
    RouteMatch match =
        table("/a/*", Map.of("target", TARGET, "protocol", "h2c", "rewrite", "/b/*")).match("/a/c");
    assertThat(match).isNotNull();
    assertThat(match.plan()).as("nothing else to do").isNull();
    assertThat(match.origin().protocol()).isEqualTo(OriginProtocol.HTTP_2);
    assertThat(match.target(null)).isEqualTo("http://h/b/c");

    assertThatThrownBy(() -> table("/a", Map.of("target", TARGET, "protocol", "h3")))
        .hasMessageContaining("routes[\"/a\"].protocol: expected \"h2c\"");
    assertThatThrownBy(() -> table("/a", Map.of("target", "https://h", "protocol", "h2c")))
        .hasMessageContaining("\"h2c\" is HTTP/2 without TLS, but https://h has TLS");
    assertThatThrownBy(() -> table("/a", Map.of("function", true, "protocol", "h2c")))
        .hasMessageContaining("protocol: needs \"target\"");
  }
}

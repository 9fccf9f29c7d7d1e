package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTableTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/api/users/*,http://h/users,/api/users,/users",
        "/api/users/*,http://h/users,/api/users/,/users/",
        "/api/users/*,http://h/users,/api/users/1,/users/1",
        "/api/users/*,http://h/users,/api/users/1/a/b,/users/1/a/b",
        "/api/users/*,http://h/users/,/api/users,/users/",
        "/api/users/*,http://h/users/,/api/users/1,/users/1",
        "/api/users/*,http://h/users/*,/api/users/1,/users/1",
        "/api/users/*,http://h/users/*,/api/users,/users",
        "/api/users/*,http://h/users,/api/users//1,/users/1",
        "/api/users/*,http://h/users,/api/usersx,-",
        "/api/users/**,http://h/users,/api/users/1,/users/1",
        "/api/users/**,http://h/users,/api/users,/users",
        "/*,http://h,/,/",
        "/*,http://h,/a/b,/a/b",
        "/*,http://h,//evil.example/x,/evil.example/x",
        "/*,http://h/p,/,/p/",
        "/a,http://h,/a,/",
        "/a,http://h/x/y,/a,/x/y",
        "/a,http://h/x,/a/,-",
        "/a,http://h/x,/A,-",
        "/a/,http://h/x,/a/,/x",
        "/a/,http://h/x,/a,-",
        "/users/:id,http://h/u/:id,/users/7,/u/7",
        "/users/:id,http://h/u/:id/x,/users/a%2Fb,/u/a%2Fb/x",
        "/users/:id,http://h/u,/users/7,/u",
        "/users/:id,http://h/u,/users/,-",
        "/users/:id,http://h/u,/users/1/2,-",
        "/users/:id/posts/:post,http://h/p/:post/of/:id,/users/7/posts/9,/p/9/of/7",
        "/:a/*,http://h/t/:a,/x/y/z,/t/x/y/z",
        "/:a/*,http://h/t/:a,/x,/t/x",
        "/:id,http://h/:id-details,/7,/7-details",
        "/:id/:id-2,http://h/:id-2/:id,/7/8,/8/7",
        "/:id,http://h/v1/items:batch,/7,/v1/items:batch",
        "/:id,http://h/s?of=:id&x=1,/a&b=c,/s?of=a%26b%3Dc&x=1",
        "/files/*.js,http://h/x,/files/a/b.js,/x/a/b.js",
        "/files/*.js,http://h/x,/files/a/b.css,-",
        "/a/*/c,http://h/x,/a/b/c,/x/b/c",
        "/a/*/c,http://h/x,/a/b/b/c,/x/b/b/c",
        "/a/*/c,http://h/x,/a/c,-",
        "/a/*/:last,http://h/x/:last,/a/b/c/d,/x/d/b/c/d",
        "/a*,http://h/b,/a,/b",
        "/a*,http://h/b,/a/,/b/",
        "/a*,http://h/b,/ax,/b/x",
        "/a*,http://h/b,/a../secret,/b/secret",
        "/a*,http://h/b,/a..,/b/",
        "/caf\u00e9/*,http://h/b,/caf%C3%A9/1,/b/1",
        "/a%7eb,http://h/b,/a~b,/b",
        "/%2a,http://h/b,/%2A,/b",
      })
  void forwards_as_documented(
      String pattern, String target, String path, @Nullable String requestTarget) {
    RouteMatch match = RouteTable.compile(List.of(new Route(pattern, target))).match(path);

    assertThat(match == null ? null : match.requestTarget(null)).isEqualTo(requestTarget);
  }

  @Test
  void a_wildcard_matches_a_normalised_path_only_and_so_does_not_leave_its_prefix() {
    RouteTable table = table("/api/*", "http://h/public");

    assertThat(table.match(RequestPath.normalise("/api/%2e%2e/admin"))).isNull();
    assertThat(matched(table, RequestPath.normalise("/api/x/..%2f..%2fadmin")).requestTarget(null))
        .isEqualTo("/public/x/..%2F..%2Fadmin");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://h/x,-,/x",
        "http://h/x,'',/x",
        "http://h/x,a=1,/x?a=1",
        "http://h/x?k=v,-,/x?k=v",
        "http://h/x?k=v,a=1,/x?k=v&a=1",
        "http://h/x?k=v&,a=1,/x?k=v&a=1",
        "http://h/x?,a=1,/x?a=1",
        "http://h/x#part,a=1,/x?a=1",
        "http://h/x,a=%20&b=?/,/x?a=%20&b=?/",
        "http://h/x,a[]={1},/x?a[]={1}",
        "http://h/x,a#b c,/x?a%23b%20c",
      })
  void appends_the_query_to_the_targets_own(
      String target, @Nullable String query, String requestTarget) {
    assertThat(matched(table("/a", target), "/a").requestTarget(query)).isEqualTo(requestTarget);
  }

  @Test
  void a_query_cannot_end_the_request_line() {
    assertThat(matched(table("/a", "http://h"), "/a").requestTarget("a\r\nX: \u0000\u00e9\u20ac"))
        .isEqualTo("/?a%0D%0AX:%20%00%C3%A9%E2%82%AC");
  }

  @Test
  void tells_the_route_its_parameters_and_its_target() {
    RouteMatch match = matched(table("/:a/:b/*", "https://H.Example:8443/t/:b"), "/x/y%2Fz/rest");

    assertThat(match.route().pattern()).isEqualTo("/:a/:b/*");
    assertThat(match.parameters()).containsExactly(entry("a", "x"), entry("b", "y%2Fz"));
    assertThat(match.target("q=1")).isEqualTo("https://h.example:8443/t/y%2Fz/rest?q=1");
    assertThat(match.origin()).isEqualTo(new TargetOrigin("https", "h.example", 8443));
    assertThat(match.targetScheme()).isEqualTo("https");
    assertThat(match.targetHost()).isEqualTo("h.example");
    assertThat(match.targetPort()).isEqualTo(8443);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h,h,80,h,false",
    "HTTPS://h:,h,443,h,true",
    "https://h:80,h,80,h:80,true",
    "http://127.0.0.1:8080/x,127.0.0.1,8080,127.0.0.1:8080,false",
    "http://[::1]:90,::1,90,[::1]:90,false",
    "http://[2001:DB8::1],2001:db8::1,80,[2001:db8::1],false",
    "http://b\u00fccher.example,xn--bcher-kva.example,80,xn--bcher-kva.example,false",
    "http://my_service:3000,my_service,3000,my_service:3000,false",
  })
  void reads_where_the_target_listens(
      String target, String host, int port, String authority, boolean secure) {
    TargetOrigin origin = matched(table("/a", target), "/a").origin();

    assertThat(origin.host()).isEqualTo(host);
    assertThat(origin.port()).isEqualTo(port);
    assertThat(origin.authority()).isEqualTo(authority);
    assertThat(origin.secure()).isEqualTo(secure);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/me,/users/me",
    "/users/you,/users/:id",
    "/users/you/posts,/users/:id/posts",
    "/users/you/files,/users/*",
    "/users/you/x/y,/users/*",
    "/teams/1/x,/:kind/:id/x",
    "/teams/1/y,/:kind/*",
    "/teams,/:kind/*",
    "/a/b/c,/a/:x/c",
    "/,/*",
  })
  void prefers_exact_then_parameters_then_wildcards_and_the_more_specific(
      String path, String pattern) {
    List<Route> routes = new ArrayList<>();
    for (String each :
        List.of(
            "/*",
            "/:kind/*",
            "/users/*",
            "/:kind/:id/x",
            "/users/:id",
            "/users/:id/posts",
            "/users/me",
            "/a/:x/c",
            "/:y/b/c")) {
      routes.add(new Route(each, "http://h"));
    }

    assertThat(matched(RouteTable.compile(routes), path).route().pattern()).isEqualTo(pattern);
    assertThat(matched(RouteTable.compile(routes.reversed()), path).route().pattern())
        .isEqualTo(pattern);
  }

  @Test
  void nothing_matches_without_routes() {
    RouteTable table = RouteTable.compile(List.of());

    assertThat(table.isEmpty()).isTrue();
    assertThat(table.match("/")).isNull();
  }

  @Test
  void compiling_refuses_a_route_that_parsing_would_refuse() {
    assertThatThrownBy(() -> table("/a", "nowhere")).isInstanceOf(InvalidRoutesException.class);
    assertThatThrownBy(() -> table("a", "http://h")).isInstanceOf(InvalidRoutesException.class);
  }

  @Test
  @Timeout(20)
  void many_wildcards_over_a_long_path_take_no_exponential_time() {
    List<Route> routes = new ArrayList<>();
    for (int i = 1; i < 500; i++) {
      routes.add(new Route("/" + "a".repeat(i) + "*b", "http://h"));
      routes.add(new Route("/*a".repeat(i % 300 + 1) + "/c", "http://h"));
    }
    for (int i = 0; i < 1 << 10; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int bit = 0; bit < 10; bit++) {
        pattern.append((i >> bit & 1) == 0 ? "/a" : "/:p" + bit);
      }
      routes.add(new Route(pattern + "/end", "http://h"));
      routes.add(new Route(pattern + "/*/end", "http://h"));
    }
    RouteTable table = RouteTable.compile(routes);

    assertThat(table.match("/" + "a".repeat(8_000))).isNull();
    assertThat(table.match("/a".repeat(4_000))).isNull();
    assertThat(table.match("/a".repeat(10) + "/endless")).isNull();
  }

  @Test
  void explains_every_route_in_order() {
    RouteTable table =
        RouteTable.compile(
            List.of(
                new Route("/*", "http://h/all"),
                new Route("/users/:id", "http://h/u/:id"),
                new Route("/users/*", "http://h/users"),
                new Route("/posts/:id", "http://h/p"),
                new Route("/users/:id/x", "http://h/x"),
                new Route("/files/*", "http://h/f")));

    RouteExplanation explanation = table.explain("/users/7");

    assertThat(explanation.candidates().stream().map(c -> c.route().pattern() + ": " + c.reason()))
        .containsExactly(
            "/users/:id/x: the path has 2 segments, the pattern 3",
            "/posts/:id: segment 1 is \"users\", not \"posts\"",
            "/users/:id: matches with parameters",
            "/files/*: segment 1 is \"users\", not \"files\"",
            "/users/*: matches, but \"/users/:id\" comes first",
            "/*: matches, but \"/users/:id\" comes first");
    assertThat(Objects.requireNonNull(explanation.winner()).target("a=1"))
        .isEqualTo("http://h/u/7?a=1");
    assertThat(table.explain("/users//").candidates().getFirst().reason())
        .isEqualTo("segment 2 is empty");
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return Map.entry(key, value);
  }

  private static RouteTable table(String pattern, String target) {
    return RouteTable.compile(List.of(new Route(pattern, target)));
  }

  private static RouteMatch matched(RouteTable table, String path) {
    return Objects.requireNonNull(table.match(path), path);
  }
}

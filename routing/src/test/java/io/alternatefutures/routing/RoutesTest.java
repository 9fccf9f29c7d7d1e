package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
  @Test
  void reads_a_map_in_its_order() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("/b/*", "https://b.example/x");
    json.put("/a", "http://a.example");

    assertThat(Routes.parse(json))
        .containsExactly(
            new Route("/b/*", "https://b.example/x"), new Route("/a", "http://a.example"));
  }

  @Test
  void refuses_what_is_no_object() {
    String message = "Routes must be an object mapping path patterns to target URLs";
    assertRefused(null, message);
    assertRefused(List.of("/a"), message);
    assertRefused("/a", message);
    assertRefused(1, message);
    assertRefused(true, message);
  }

  @Test
  void refuses_an_empty_object() {
    assertRefused(Map.of(), "Routes object cannot be empty");
  }

  @Test
  void refuses_a_pattern_without_leading_slash() {
    assertRefused(
        Map.of("api/*", "http://h"),
        "Invalid path pattern \"api/*\". Path patterns must start with \"/\"");
    assertRefused(
        Map.of("", "http://h"), "Invalid path pattern \"\". Path patterns must start with \"/\"");
  }

  @Test
  void refuses_a_target_that_is_no_string() {
    String message = "Invalid target URL for path \"/a\". Target must be a string";
    Map<String, @Nullable Object> nothing = new HashMap<>();
    nothing.put("/a", null);
    assertRefused(nothing, message);
    assertRefused(Map.of("/a", 1), message);
    assertRefused(Map.of("/a", List.of("http://h")), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not-a-url",
        "/relative",
        "//host/path",
        "http:",
        "http://",
        "http:///path",
        "http:host",
        "http://?x",
        "http://ho st/",
        "http://host:99999/",
        "http://host:0/",
        "http://host:8x/",
        "http://h%41st/",
        "http://a..b/",
        "http://[::1/",
        "http://[::g]/",
        "http://[fe80::1%25eth0]/",
        "http://host/%zz",
        "http://host/a\\b",
        "http://host/?a b",
        "1http://host",
        "://host",
      })
  void refuses_what_is_no_url(String url) {
    assertRefused(
        Map.of("/a", url),
        "Invalid target URL \"" + url + "\" for path \"/a\". Must be a valid URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/", "ws://host", "file:///etc/passwd", "localhost:3000", "mailto:a@b"})
  void refuses_other_protocols(String url) {
    assertRefused(
        Map.of("/a", url),
        "Invalid target URL \""
            + url
            + "\" for path \"/a\". Must use http:// or https:// protocol");
  }

  @Test
  void refuses_credentials_and_does_not_repeat_them() {
    assertRefused(
        Map.of("/a", "http://user:secret@host/x"),
        "Invalid target URL \"http://***@host\" for path \"/a\". Must not contain a user name or"
            + " password");
  }

  @ParameterizedTest
  @CsvSource({
    "/:,A parameter is a whole segment",
    "/:a.b,A parameter is a whole segment",
    "/:a*,A parameter is a whole segment",
    "/:a/:a,The parameter \"a\" is there twice",
    "/a/../b,Paths are matched without",
    "/a/%2e%2e/b,Paths are matched without",
    "/a?b,must be percent-encoded",
    "/a%zz,invalid percent-encoding",
    "/a\\b,must be percent-encoded",
  })
  void refuses_a_pattern_that_can_match_nothing_or_is_unclear(String pattern, String why) {
    assertThatThrownBy(() -> Routes.parse(Map.of(pattern, "http://h")))
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageStartingWith("Invalid path pattern \"" + pattern + "\". ")
        .hasMessageContaining(why);
  }

  @Test
  void refuses_a_target_with_a_parameter_that_the_pattern_lacks() {
    assertRefused(
        Map.of("/users/:id", "http://h/u/:ident"),
        "Invalid target URL \"http://h/u/:ident\" for path \"/users/:id\". The path pattern has no"
            + " parameter \":ident\"");
  }

  @Test
  void refuses_too_many_routes_and_too_long_ones() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i <= 10_000; i++) {
      many.put("/" + i, "http://h");
    }
    assertRefused(many, "Routes must have at most 10000 entries, not 10001");
    assertThatThrownBy(() -> Routes.parse(Map.of("/" + "a".repeat(1_024), "http://h")))
        .hasMessageContaining("Path patterns must have at most 1024 characters");
    assertThatThrownBy(() -> Routes.parse(Map.of("/a", "http://h/" + "a".repeat(4_096))))
        .hasMessage("Invalid target URL for path \"/a\". Target must have at most 4096 characters");
  }

  @Test
  void the_failure_has_a_stable_code() {
    assertThatThrownBy(() -> Routes.parse(Map.of()))
        .isInstanceOfSatisfying(
            InvalidRoutesException.class, e -> assertThat(e.code()).isEqualTo("INVALID_ROUTES"));
  }

  private static void assertRefused(@Nullable Object json, String message) {
    assertThatThrownBy(() -> Routes.parse(json))
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessage(message);
  }
}

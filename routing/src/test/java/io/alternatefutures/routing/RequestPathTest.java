package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/users",
        "/api/users/",
        "/a//b",
        "/a%2Fb",
        "/.well-known/x",
        "/..a/.b/c..",
        "/...",
        "/a;b=c,d@e:f",
        "/%C3%A9",
        "/%25"
      })
  void a_normal_path_is_returned_itself(String path) {
    assertThat(RequestPath.normalise(path)).isSameAs(path);
  }

  @ParameterizedTest
  @CsvSource({
    "'',/",
    "/a/./b,/a/b",
    "/a/../b,/b",
    "/a/b/..,/a/",
    "/a/b/.,/a/b/",
    "/..,/",
    "/../../etc/passwd,/etc/passwd",
    "/a/../../b,/b",
    "/a/%2e%2e/b,/b",
    "/a/%2E./b,/b",
    "/a/.%2e/b,/b",
    "/a/%2e/b,/a/b",
    "/a//../b,/a/b",
    "/%7euser,/~user",
    "/%41%62,/Ab",
    "/a%2fb,/a%2Fb",
    "/a/%2e%2e%2fb,/a/..%2Fb",
    "/%c3%a9,/%C3%A9",
    "/a b,/a%20b",
    "/{x}|,/%7Bx%7D%7C",
    "/%252e%252e/x,/%252e%252e/x",
  })
  void brings_a_path_to_its_normal_form(String path, String normal) {
    assertThat(RequestPath.normalise(path)).isEqualTo(normal);
  }

  @Test
  void takes_characters_of_the_wire_as_bytes_and_characters_of_a_person_as_text() {
    assertThat(RequestPath.normalise("/caf\u00c3\u00a9")).isEqualTo("/caf%C3%A9");
    assertThat(RequestPath.normaliseText("/caf\u00e9")).isEqualTo("/caf%C3%A9");
  }

  @ParameterizedTest
  @CsvSource({
    "/%,invalid percent-encoding",
    "/%4,invalid percent-encoding",
    "/%zz,invalid percent-encoding",
    "/a%2/b,invalid percent-encoding",
    "/%00,control character",
    "/a%0d%0aX-Header:%20b,control character",
    "/%7f,control character",
    "/a\\..\\b,must be percent-encoded",
    "/a?b,must be percent-encoded",
    "/a#b,must be percent-encoded",
    "/a/..;/b,segment with parameters",
    "/a/.;x=1/b,segment with parameters",
    "/a/%2e%2e;/b,segment with parameters",
    "a/b,must start with",
    "*,must start with",
  })
  void refuses_a_path_without_a_safe_meaning(String path, String why) {
    assertThatThrownBy(() -> RequestPath.normalise(path))
        .isInstanceOf(InvalidPathException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refuses_raw_control_characters() {
    assertThatThrownBy(() -> RequestPath.normalise("/a\u0000b"))
        .isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> RequestPath.normalise("/a\tb"))
        .isInstanceOf(InvalidPathException.class);
  }

  @Test
  void refuses_a_path_over_the_limit() {
    assertThatThrownBy(() -> RequestPath.normalise("/" + "a".repeat(Limits.MAX_PATH_LENGTH)))
        .isInstanceOf(InvalidPathException.class)
        .hasMessage("The path has 8193 characters; at most 8192 are allowed");
  }

  @Test
  void the_failure_has_a_stable_code_and_no_stack_trace() {
    assertThatThrownBy(() -> RequestPath.normalise("/%"))
        .isInstanceOfSatisfying(
            InvalidPathException.class,
            e -> {
              assertThat(e.code()).isEqualTo("INVALID_PATH");
              assertThat(e.getStackTrace()).isEmpty();
            });
  }
}

package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNamesTest {
  private final HostNames names = new HostNames(List.of("localhost", "edge.example"));

  @ParameterizedTest
  @CsvSource({
    "fn.localhost,fn",
    "fn.localhost:3000,fn",
    "FN.LOCALHOST,fn",
    "fn.localhost.,fn",
    "fn.localhost.:80,fn",
    "my-fn-2.edge.example,my-fn-2"
  })
  void the_label_below_a_base_domain_is_the_slug(String authority, String slug) {
    assertThat(names.slug(authority)).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":80",
        "localhost",
        ".localhost",
        "a.b.localhost",
        "fn.example",
        "x_y.localhost",
        "-a.localhost",
        "a-.localhost",
        "fn.localhost..",
        "xlocalhost"
      })
  void any_other_host_has_no_slug(String authority) {
    assertThat(names.slug(authority)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.b",
        "a:1",
        "a:65535",
        "a_b",
        "127.0.0.1:80",
        "[::1]",
        "[::1]:80",
        "[fe80::1]",
        "a:"
      })
  void hosts_with_or_without_port_are_authorities(String authority) {
    assertThat(HostNames.isAuthority(authority)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a b",
        "a,b",
        "a/b",
        "a@b",
        "a:b",
        "a:1:2",
        "a:123456",
        "[::1",
        "::1",
        "[]",
        "[::1]x",
        "[::g]",
        "a\u00e9",
        "a%20"
      })
  void anything_else_is_not(String authority) {
    assertThat(HostNames.isAuthority(authority)).isFalse();
  }
}

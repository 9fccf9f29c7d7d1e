package io.alternatefutures.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainNameTest {
  @ParameterizedTest
  @CsvSource({
    "example.org,example.org",
    "WWW.Example.ORG,www.example.org",
    "www.example.org.,www.example.org",
    "' a.b-c.d1 ',a.b-c.d1",
    "bücher.example,xn--bcher-kva.example"
  })
  void a_name_is_taken_as_people_write_it(String text, String value) {
    assertThat(DomainName.parse(text).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "localhost",
        "*.example.org",
        "https://example.org",
        "example.org:443",
        "example.org/",
        "a..org",
        "-a.org",
        "a-.org",
        "a_b.org",
        "127.0.0.1",
        "[::1]",
        "example.org.."
      })
  void what_is_no_full_host_name_is_refused(String text) {
    assertThatThrownBy(() -> DomainName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid domain \"")
        .hasMessageContaining("www.example.org");
  }

  @Test
  void a_name_has_242_characters_at_most() {
    String most = "a.".repeat(120) + "bc";
    assertThat(DomainName.parse(most).value()).hasSize(242);
    assertThatThrownBy(() -> DomainName.parse("a." + most))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_is_within_itself_and_what_it_ends_with_at_a_dot() {
    DomainName name = new DomainName("a.example.org");
    assertThat(name.isWithin("a.example.org")).isTrue();
    assertThat(name.isWithin("example.org")).isTrue();
    assertThat(name.isWithin("ample.org")).isFalse();
    assertThat(name.isWithin("b.a.example.org")).isFalse();
  }
}

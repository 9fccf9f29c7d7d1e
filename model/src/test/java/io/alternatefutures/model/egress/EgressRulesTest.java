package io.alternatefutures.model.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EgressRulesTest {
  private static byte[] address(String literal) {
    byte[] bytes = IpLiteral.parse(literal);
    assertThat(bytes).as(literal).isNotNull();
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api.example.com|api.example.com|203.0.113.9|443|true",
        "api.example.com|x.api.example.com|203.0.113.9|443|false",
        "API.Example.com|api.example.com|203.0.113.9|443|true",
        "*.example.com|api.example.com|203.0.113.9|443|true",
        "*.example.com|example.com|203.0.113.9|443|false",
        "*.example.com|evilexample.com|203.0.113.9|443|false",
        "api.example.com:443|api.example.com|203.0.113.9|443|true",
        "api.example.com:443|api.example.com|203.0.113.9|80|false",
        "api.example.com:8000-8999|api.example.com|203.0.113.9|8999|true",
        "api.example.com:8000-8999|api.example.com|203.0.113.9|9000|false",
        "203.0.113.0/24|any.test|203.0.113.255|80|true",
        "203.0.113.0/24|any.test|203.0.114.0|80|false",
        "203.0.113.9|any.test|203.0.113.9|80|true",
        "203.0.113.9:80|any.test|203.0.113.9|81|false",
        "203.0.113.0/24|any.test|64:ff9b::203.0.113.9|80|true",
        "203.0.113.0/24|any.test|2002:cb00:7109::1|80|true",
        "203.0.113.0/24|any.test|::203.0.113.9|80|true",
        "203.0.113.0/24|any.test|::ffff:203.0.113.9|80|true",
        "203.0.113.0/24|any.test|64:ff9b:1::203.0.113.9|80|false",
        "2001:db8::/32|any.test|2001:db8::1|443|true",
        "[2001:db8::/32]:443|any.test|2001:db8::1|443|true",
        "[2001:db8::1]:443|any.test|2001:db8::1|80|false",
        "*|any.test|203.0.113.9|80|true",
        "*:25|any.test|203.0.113.9|25|true",
        "*:25|any.test|203.0.113.9|26|false"
      })
  void a_pattern_matches_by_name_address_and_port(
      String pattern, String host, String literal, int port, boolean matches) {
    EgressRules denied = EgressRules.parse(Map.of("deny", List.of(pattern)));
    EgressRules allowed = EgressRules.parse(Map.of("allow", List.of(pattern)));

    assertThat(denied.allows(host, address(literal), port)).isEqualTo(!matches);
    assertThat(allowed.allows(host, address(literal), port)).isEqualTo(matches);
  }

  @Test
  void what_is_denied_is_denied_although_it_is_allowed() {
    EgressRules rules =
        EgressRules.parse(
            Map.of("allow", List.of("*.example.com"), "deny", List.of("10.0.0.0/8", "*:22")));

    assertThat(rules.allows("a.example.com", address("203.0.113.9"), 443)).isTrue();
    assertThat(rules.allows("a.example.com", address("10.0.0.1"), 443)).isFalse();
    assertThat(rules.allows("a.example.com", address("203.0.113.9"), 22)).isFalse();
    assertThat(EgressRules.nothing().allows("a.example.com", address("203.0.113.9"), 443))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0/8|\"10.0.0\" is not an IP address",
        "0x7f.0.0.1|\"0x7f.0.0.1\" is not an IP address",
        "0177.0.0.1|\"0177.0.0.1\" is not an IP address",
        "2130706433|\"2130706433\" is not an IP address",
        "127.1|\"127.1\" is not an IP address",
        "10.1.2.3/8|it has bits set after the first 8; did you mean 10.0.0.0/8?",
        "user@example.com|\"user@example.com\" is not an IP address",
        "https://example.com|\"//example.com\" is not a port from 1 to 65535",
        "example.com.|\"example.com.\" is not an IP address",
        "*.*.com|\"*.*.com\" is not an IP address",
        "example.com:|\"\" is not a port from 1 to 65535",
        "example.com:0|\"0\" is not a port from 1 to 65535",
        "example.com:65536|\"65536\" is not a port from 1 to 65535",
        "example.com:90-80|the range of ports ends before it begins",
        "example.com:1-2-3|\"1-2-3\" is not a range of ports"
      })
  void an_entry_that_is_not_valid_is_named_with_what_was_expected(String entry, String reason) {
    assertThatThrownBy(() -> EgressRules.parse(Map.of("deny", List.of(entry))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid egress entry \"" + entry + "\": " + reason + ". Expected");
  }

  @Test
  void values_of_other_kinds_and_too_many_entries_are_refused() {
    assertThatThrownBy(() -> EgressRules.parse(Map.of("allowed", List.of())))
        .hasMessageStartingWith("There is no egress rule \"allowed\". There are: allow, deny");
    assertThatThrownBy(() -> EgressRules.parse(Map.of("allow", "a.example")))
        .hasMessage("The egress rule allow must be a list of texts");
    assertThatThrownBy(() -> EgressRules.parse(Map.of("requestsPerSecond", 1.5)))
        .hasMessage("The egress cap requestsPerSecond is 1.5; it must be a whole number");
    List<String> many = Collections.nCopies(101, "a.example");
    assertThatThrownBy(() -> EgressRules.parse(Map.of("allow", many)))
        .hasMessage("The egress list allow has 101 entries; at most 100 are allowed");
  }

  @Test
  void rules_are_read_back_as_they_were_written() {
    EgressRules rules =
        EgressRules.parse(
            Map.of(
                "allow",
                List.of("*.Example.com:443", "[2001:db8::/32]:80-90"),
                "deny",
                List.of("*:25"),
                "requestsPerSecond",
                5,
                "megabytesPerMinute",
                7));

    assertThat(EgressRules.parse(rules.toMap())).isEqualTo(rules);
    assertThat(EgressRules.parse(EgressRules.none().toMap()).isNone()).isTrue();
  }

  @Test
  void an_operators_caps_hold_within_a_projects_own() {
    EgressCaps caps = new EgressCaps(10, 0);
    EgressRules more = EgressRules.parse(Map.of("requestsPerSecond", 11, "megabytesPerMinute", 7));

    assertThat(caps.within(more)).isEqualTo(new EgressCaps(10, 7));
    assertThat(caps.within(EgressRules.none())).isEqualTo(caps);
    assertThatThrownBy(() -> caps.check(more))
        .hasMessage("The egress cap requestsPerSecond is 11; this runtime allows at most 10");
  }
}

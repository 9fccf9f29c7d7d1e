package io.alternatefutures.edge.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.egress.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressPolicyTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    byte[] bytes = IpLiteral.parse(literal);
    assertThat(bytes).as(literal).isNotNull();
    return InetAddress.getByAddress(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "3fff:fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void addresses_that_are_not_globally_reachable_are_denied(String literal) throws Exception {
    assertThat(EgressPolicy.strict().allows("h.example", address(literal))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.15",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void global_addresses_are_allowed(String literal) throws Exception {
    assertThat(EgressPolicy.strict().allows("h.example", address(literal))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.0/8|h|127.9.9.9|true",
        "127.0.0.0/8|h|::ffff:127.0.0.1|true",
        "127.0.0.0/8|h|10.0.0.1|false",
        "127.0.0.0/8|h|::1|false",
        "127.0.0.1|h|127.0.0.1|true",
        "127.0.0.1|h|127.0.0.2|false",
        "::1|h|::1|true",
        "::1|h|127.0.0.1|false",
        "fd00::/8|h|fd12::1|true",
        "fd00::/8|h|fc00::1|false",
        "0.0.0.0/0|h|10.1.2.3|true",
        "::/0|h|fe80::1|true",
        "::/0|h|10.0.0.1|false",
        "10.1.2.0/23|h|10.1.3.255|true",
        "10.1.2.0/23|h|10.1.4.0|false",
        " 10.0.0.0/8 , ,192.168.0.0/16 |h|192.168.3.4|true",
        "db.internal|db.internal|10.0.0.1|true",
        "db.internal|DB.Internal.|10.0.0.1|true",
        "db.internal|x.db.internal|10.0.0.1|false",
        "*.internal|db.internal|10.0.0.1|true",
        "*.internal|a.b.internal|10.0.0.1|true",
        "*.internal|internal|10.0.0.1|false",
        "*.internal|evilinternal|10.0.0.1|false",
        "localhost|127.0.0.1|127.0.0.1|false"
      })
  void the_allow_list_makes_exceptions(String allow, String host, String literal, boolean allowed)
      throws Exception {
    assertThat(EgressPolicy.parse(allow).allows(host, address(literal))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/33|the prefix length \"33\" is not a number from 0 to 32",
        "10.0.0.0/-1|the prefix length \"-1\" is not a number from 0 to 32",
        "10.0.0.0/|the prefix length \"\" is not a number from 0 to 32",
        "::/129|the prefix length \"129\" is not a number from 0 to 128",
        "10.1.2.3/8|it has bits set after the first 8; did you mean 10.0.0.0/8?",
        "10.0.0|\"10.0.0\" is not an IP address",
        "0x7f000001|\"0x7f000001\" is not an IP address",
        "2130706433|\"2130706433\" is not an IP address",
        "256.0.0.1|\"256.0.0.1\" is not an IP address",
        "10.0.0.0/8:0|\"0\" is not a port from 1 to 65535",
        "fe80::1%eth0|\"fe80::1%eth0\" is not an IP address",
        "a b|\"a b\" is not an IP address",
        "http://a|\"//a\" is not a port from 1 to 65535",
        "a..b|\"a..b\" is not an IP address"
      })
  void an_entry_that_is_not_valid_is_named(String entry, String reason) {
    assertThatThrownBy(() -> EgressPolicy.parse("1.2.3.4," + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid egress entry \""
                + entry
                + "\": "
                + reason
                + ". Expected a host such as api.example.com, *.example.com, an IP address, a CIDR"
                + " such as 10.0.0.0/8, or *, and optionally a port such as :443 or :8000-8999");
  }

  @Test
  void all_cannot_be_allowed_at_once() {
    assertThatThrownBy(() -> EgressPolicy.parse("a.example,*:80"))
        .hasMessageStartingWith("Invalid egress allowance \"*\": it would allow this machine");
  }

  @Test
  void a_blank_list_allows_nothing_more() throws Exception {
    assertThat(EgressPolicy.parse(" , ").allows("h", address("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "1.2.3.4.5",
        "1.2.3.256",
        "::g",
        "[::1]",
        "1:2",
        ":::"
      })
  void other_spellings_are_no_literals(String text) {
    assertThat(IpLiteral.parse(text)).isNull();
  }

  @Test
  void a_set_of_addresses_names_an_entry_that_is_not_valid() {
    assertThatThrownBy(() -> AddressSet.of(java.util.List.of("10.0.0.0/8", "proxy")))
        .hasMessage("Invalid address \"proxy\": \"proxy\" is not an IP address");
  }
}

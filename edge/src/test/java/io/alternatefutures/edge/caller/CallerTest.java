package io.alternatefutures.edge.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.egress.AddressSet;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallerTest {
  private static final AddressSet TRUSTED =
      AddressSet.of(List.of("10.0.0.0/8", "2001:db8:aaaa::/48"));

  private static Caller caller(String... fields) throws Exception {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return Caller.behind(InetAddress.getByName("10.0.0.1"), TRUSTED, headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          # X-Forwarded-For                     | client           | chain passed on
          198.51.100.7                          | 198.51.100.7     | 198.51.100.7, 10.0.0.1
          6.6.6.6, 198.51.100.7                 | 198.51.100.7     | 198.51.100.7, 10.0.0.1
          10.6.6.6, 198.51.100.7                | 198.51.100.7     | 198.51.100.7, 10.0.0.1
          6.6.6.6, 198.51.100.7, 10.0.0.2       | 198.51.100.7     | 198.51.100.7, 10.0.0.2, 10.0.0.1
          198.51.100.7,10.0.0.2 , 10.0.0.3      | 198.51.100.7     | 198.51.100.7, 10.0.0.2, 10.0.0.3, 10.0.0.1
          10.0.0.9, 10.0.0.2                    | 10.0.0.9         | 10.0.0.9, 10.0.0.2, 10.0.0.1
          198.51.100.7:4711                     | 198.51.100.7     | 198.51.100.7, 10.0.0.1
          2001:db8::7                           | 2001:db8::7      | 2001:db8::7, 10.0.0.1
          2001:DB8:0:0::7                       | 2001:db8::7      | 2001:db8::7, 10.0.0.1
          [2001:db8::7]                         | 2001:db8::7      | 2001:db8::7, 10.0.0.1
          [2001:db8::7]:443                     | 2001:db8::7      | 2001:db8::7, 10.0.0.1
          6.6.6.6, 2001:db8::7, 2001:db8:aaaa::1 | 2001:db8::7     | 2001:db8::7, 2001:db8:aaaa::1, 10.0.0.1
          ::ffff:198.51.100.7                   | 198.51.100.7     | 198.51.100.7, 10.0.0.1
          198.51.100.7, unknown                 | 10.0.0.1         | 10.0.0.1
          198.51.100.7, _hidden                 | 10.0.0.1         | 10.0.0.1
          198.51.100.7, garbage, 10.0.0.2       | 10.0.0.2         | 10.0.0.2, 10.0.0.1
          198.51.100.7,                         | 10.0.0.1         | 10.0.0.1
          198.51.100.7:                         | 10.0.0.1         | 10.0.0.1
          198.51.100.7:x                        | 10.0.0.1         | 10.0.0.1
          198.51.100.7:123456                   | 10.0.0.1         | 10.0.0.1
          3325256711                            | 10.0.0.1         | 10.0.0.1
          fe80::1%eth0                          | 10.0.0.1         | 10.0.0.1
          [198.51.100.7]                        | 10.0.0.1         | 10.0.0.1
          [2001:db8::7                          | 10.0.0.1         | 10.0.0.1
          []                                    | 10.0.0.1         | 10.0.0.1
          localhost                             | 10.0.0.1         | 10.0.0.1
          """)
  void the_client_is_the_last_address_that_is_no_trusted_proxys(
      String field, String client, String chain) throws Exception {
    Caller caller = caller("X-Forwarded-For", field);
    assertThat(caller.address()).isEqualTo(client);
    assertThat(caller.chain()).isEqualTo(chain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          # Forwarded                                     | client       | node            | proxies
          for=198.51.100.7                                | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          For="198.51.100.7"                              | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for="198.51.100.7:4711"                         | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for="198.51.100.7:_port";by=_x                  | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for="[2001:db8::7]:47011"                       | 2001:db8::7  | "[2001:db8::7]" | , for=10.0.0.1
          for="[2001:db8::7]";proto=https, for=10.0.0.2   | 2001:db8::7  | "[2001:db8::7]" | , for=10.0.0.2, for=10.0.0.1
          for=6.6.6.6, for=198.51.100.7                   | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for=6.6.6.6;x="a,b", for=198.51.100.7;x="c,d"   | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for="6.6.6.6, for=198.51.100.7                  | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for="6.6.6.6\\", for=198.51.100.7               | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          ;;;,==,for=198.51.100.7                         | 198.51.100.7 | 198.51.100.7    | , for=10.0.0.1
          for=6.6.6.6, for=_hidden                        | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for="_hidden:123"                  | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for=unknown                        | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, proto=https                        | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, garbage                            | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for=198.51.100.7;for=6.6.6.7       | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for=198.51.100.7:4711              | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for=[2001:db8::7]                  | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for="2001:db8::7"                  | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for=                               | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6, for="198.51.100.7"x                | 10.0.0.1     | 10.0.0.1        |
          for=6.6.6.6,                                    | 10.0.0.1     | 10.0.0.1        |
          """)
  void forwarded_is_read_from_the_right_as_far_as_proxies_are_trusted(
      String field, String client, String node, String proxies) throws Exception {
    Caller caller = caller("Forwarded", field);
    assertThat(caller.address()).isEqualTo(client);
    assertThat(caller.node()).isEqualTo(node);
    assertThat(caller.proxies()).isEqualTo(proxies == null ? "" : proxies);
  }

  @Test
  void several_lines_of_a_field_are_one_list() throws Exception {
    assertThat(
            caller("X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "198.51.100.7, 10.0.0.3")
                .address())
        .isEqualTo("198.51.100.7");
    assertThat(caller("Forwarded", "for=6.6.6.6", "Forwarded", "for=198.51.100.7").address())
        .isEqualTo("198.51.100.7");
  }

  @Test
  void what_a_proxy_may_have_passed_on_unread_does_not_count() throws Exception {
    Caller caller =
        caller(
            "Forwarded", "for=6.6.6.6;proto=https;host=bank.example",
            "X-Forwarded-For", "198.51.100.7");
    assertThat(caller.address()).isEqualTo("198.51.100.7");
    assertThat(caller.scheme()).isNull();
    assertThat(caller.host()).isNull();
  }

  @Test
  void scheme_and_host_are_those_that_the_client_asked_for() throws Exception {
    Caller caller =
        caller(
            "Forwarded",
            "for=6.6.6.6;proto=http;host=bank.example,"
                + " for=198.51.100.7;proto=HTTPS;host=\"www.example:8443\","
                + " for=10.0.0.2;proto=http;host=inner");
    assertThat(caller.scheme()).isEqualTo("https");
    assertThat(caller.host()).isEqualTo("www.example:8443");
    assertThat(caller("X-Forwarded-Proto", "https", "X-Forwarded-Host", "www.example").host())
        .isEqualTo("www.example");
    assertThat(caller("Forwarded", "for=_hidden;proto=https").scheme()).isEqualTo("https");
  }

  @Test
  void a_proxy_that_says_nothing_is_the_client() throws Exception {
    assertThat(caller().address()).isEqualTo("10.0.0.1");
    assertThat(Caller.of(null).node()).isEqualTo("unknown");
    assertThat(Caller.of(Inet6Address.ofLiteral("::1")).node()).isEqualTo("\"[::1]\"");
  }

  @Test
  void a_chain_of_trusted_proxies_is_followed_up_to_a_limit() throws Exception {
    String many = "198.51.100.7" + ", 10.0.0.2".repeat(5_000);
    assertThat(caller("X-Forwarded-For", many).address()).isEqualTo("10.0.0.2");
    assertThat(caller("X-Forwarded-For", "198.51.100.7" + ", 10.0.0.2".repeat(31)).address())
        .isEqualTo("198.51.100.7");
  }
}

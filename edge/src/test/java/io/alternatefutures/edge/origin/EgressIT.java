package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressIT {
  private static EdgeFixture strictEdge() {
    return EdgeFixture.start(UnaryOperator.identity(), UnaryOperator.identity(), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "rebound.test",
        "0.0.0.0"
      })
  void a_target_on_loopback_is_refused_without_naming_it(String host) throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            strictEdge()
                .name("rebound.test", InetAddress.ofLiteral("127.0.0.1"))
                .routed("gw", Map.of("/*", "http://" + host + ":" + origin.port()));
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");

      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text())
          .contains(
              "\"error\":\"The target is not allowed by the egress policy\"",
              "\"code\":\"TARGET_NOT_ALLOWED\"")
          .doesNotContain("127.0.0.1", "::1", "rebound");
      assertThat(edge.nextRecord().detail()).contains("The egress policy denies");
      assertThat(origin.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0177.0.0.1", "0x7f.0.0.1", "127.1", "2130706433", "0x7f000001"})
  void odd_spellings_of_loopback_do_not_get_through(String host) throws Exception {
    // The operating system's resolver takes some of these for 127.0.0.1; whatever it says is
    // judged.
    for (InetAddress[] answer :
        new InetAddress[][] {
          {InetAddress.ofLiteral("127.0.0.1")}, {InetAddress.ofLiteral("::1")}
        }) {
      try (RawOrigin origin = RawOrigin.echo();
          EdgeFixture edge = strictEdge().name(host, answer)) {
        FetchProbe probe = new FetchProbe(edge);
        probe.get("http://" + host + ":" + origin.port() + "/");

        assertThat(probe.failure()).isEqualTo("TARGET_NOT_ALLOWED");
        assertThat(origin.connections()).isZero();
      }
    }
  }

  @Test
  void of_several_addresses_only_allowed_ones_are_connected_to() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            EdgeFixture.start(UnaryOperator.identity(), UnaryOperator.identity(), "127.0.0.1")
                .name(
                    "mixed.test",
                    InetAddress.ofLiteral("169.254.169.254"),
                    InetAddress.ofLiteral("127.0.0.1"))
                .routed("gw", Map.of("/*", "http://mixed.test:" + origin.port()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);
      assertThat(origin.requests().take().field("Host")).isEqualTo("mixed.test:" + origin.port());
    }
  }

  @Test
  void a_host_name_in_the_allow_list_is_let_through_wherever_it_leads() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            EdgeFixture.start(UnaryOperator.identity(), UnaryOperator.identity(), "db.test")
                .name("db.test", InetAddress.ofLiteral("127.0.0.1"))
                .name("other.test", InetAddress.ofLiteral("127.0.0.1"))
                .routed(
                    "gw",
                    Map.of(
                        "/db", "http://db.test:" + origin.port(),
                        "/other", "http://other.test:" + origin.port()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/db").status()).isEqualTo(200);
      assertThat(client.get("gw.localhost", "/other").status()).isEqualTo(502);
    }
  }

  @Test
  void an_address_that_does_not_answer_is_followed_by_the_next() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            EdgeFixture.start()
                .name(
                    "two.test",
                    InetAddress.ofLiteral("127.0.0.77"),
                    InetAddress.ofLiteral("127.0.0.1"))
                .routed("gw", Map.of("/*", "http://two.test:" + origin.port()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);
    }
  }
}

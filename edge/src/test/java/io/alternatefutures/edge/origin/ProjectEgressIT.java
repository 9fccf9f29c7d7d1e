package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.model.ProjectId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of projects for egress, on an edge whose operator allows loopback. */
final class ProjectEgressIT {
  private static final ProjectId OTHER = new ProjectId("other");

  private RawOrigin origin;
  private EdgeFixture edge;

  @BeforeEach
  void start() throws Exception {
    origin = RawOrigin.echo();
    edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
    origin.close();
  }

  private String fetched(ProjectId project, String host) throws Exception {
    FetchProbe probe = new FetchProbe(edge, project);
    return probe.get("http://" + host + ":" + origin.port() + "/").failure();
  }

  private RawClient.Response routed() throws Exception {
    try (RawClient client = edge.client()) {
      return client.get("gw.localhost", "/");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "rebound.test",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "trailing.test."
      })
  void no_spelling_of_a_denied_address_gets_through(String host) throws Exception {
    InetAddress denied = InetAddress.ofLiteral("127.0.0.1");
    edge.name(host, denied).egress(Map.of("deny", List.of("127.0.0.1")));

    assertThat(fetched(EdgeFixture.PROJECT, host)).isEqualTo("TARGET_NOT_ALLOWED");
    assertThat(origin.connections()).isZero();
  }

  @Test
  void a_denied_name_is_denied_with_a_final_dot_too() throws Exception {
    InetAddress address = InetAddress.ofLiteral("127.0.0.1");
    edge.name("db.test.", address).name("www.test", address);
    edge.egress(Map.of("deny", List.of("db.test")));

    assertThat(fetched(EdgeFixture.PROJECT, "db.test.")).isEqualTo("TARGET_NOT_ALLOWED");
    assertThat(fetched(EdgeFixture.PROJECT, "www.test")).startsWith("none: ");
  }

  @Test
  void a_url_with_user_info_is_not_taken_for_the_host_before_the_at_sign() throws Exception {
    edge.egress(Map.of("allow", List.of("allowed.test")));
    FetchProbe probe = new FetchProbe(edge);

    probe.get("http://allowed.test@127.0.0.1:" + origin.port() + "/");

    assertThat(probe.failure()).isEqualTo("TARGET_UNREACHABLE");
    assertThat(origin.connections()).isZero();
  }

  @Test
  void a_list_of_what_is_allowed_closes_the_rest_for_routes_and_fetches_alike() throws Exception {
    edge.name("allowed.test", InetAddress.ofLiteral("127.0.0.1"));
    edge.egress(Map.of("allow", List.of("allowed.test:" + origin.port())));

    assertThat(fetched(EdgeFixture.PROJECT, "allowed.test")).startsWith("none: ");
    assertThat(fetched(EdgeFixture.PROJECT, "localhost")).isEqualTo("TARGET_NOT_ALLOWED");
    RawClient.Response refused = routed();
    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.text()).contains("\"code\":\"TARGET_NOT_ALLOWED\"");
  }

  @Test
  void a_kept_connection_of_another_project_does_not_open_what_is_denied() throws Exception {
    edge.egress(Map.of("deny", List.of("127.0.0.0/8")));

    assertThat(fetched(OTHER, "127.0.0.1")).startsWith("none: ");
    assertThat(fetched(EdgeFixture.PROJECT, "127.0.0.1")).isEqualTo("TARGET_NOT_ALLOWED");
    assertThat(routed().status()).isEqualTo(502);
    assertThat(fetched(OTHER, "127.0.0.1")).startsWith("none: ");
    assertThat(origin.connections()).as("the connection is kept for the other").isEqualTo(1);
  }

  @Test
  void rules_that_change_hold_for_connections_that_are_open_already() throws Exception {
    assertThat(routed().status()).isEqualTo(200);

    edge.egress(Map.of("deny", List.of("*:" + origin.port())));
    assertThat(routed().status()).isEqualTo(502);

    edge.egress(Map.of());
    assertThat(routed().status()).isEqualTo(200);
    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void more_requests_than_a_project_may_send_are_refused_with_a_code_of_their_own()
      throws Exception {
    edge.egress(Map.of("requestsPerSecond", 1));
    List<RawClient.Response> responses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      responses.add(routed());
    }

    assertThat(responses)
        .filteredOn(response -> response.status() == 503)
        .isNotEmpty()
        .allSatisfy(response -> {
          assertThat(response.text()).contains("\"code\":\"EGRESS_LIMIT\"");
          assertThat(response.field("Retry-After")).isEqualTo("1");
        });
    assertThat(fetched(OTHER, "127.0.0.1")).startsWith("none: ");
  }

  @Test
  void a_body_that_uses_up_what_a_project_may_carry_is_broken_off() throws Exception {
    RawOrigin.Script large =
        (_, wire) ->
            wire.send(
                "HTTP/1.1 200 OK\r\nContent-Length: "
                    + (3 << 20)
                    + "\r\n\r\n"
                    + "x".repeat(3 << 20));
    try (RawOrigin generous = new RawOrigin(large)) {
      edge.egress(Map.of("megabytesPerMinute", 1));

      assertThat(new FetchProbe(edge).get(generous.url()).failure()).isEqualTo("EGRESS_LIMIT");
      assertThat(new FetchProbe(edge, OTHER).get(generous.url()).text()).hasSize(3 << 20);
    }
  }
}

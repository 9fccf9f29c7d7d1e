package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProxyIT {
  @Test
  void a_matching_route_is_answered_by_its_target() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = EdgeFixture.start();
        RawClient client = edge.routed("gw", Map.of("/api/*", origin.url() + "/v1")).client()) {
      RawClient.Response response = client.get("gw.localhost:3000", "/api/users?x=1");

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).startsWith("GET /v1/users?x=1 HTTP/1.1\nHost: 127.0.0.1:");
    }
  }
}

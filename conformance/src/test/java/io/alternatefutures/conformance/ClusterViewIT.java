package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One instance tells of all: their status, and what functions logged on them. */
class ClusterViewIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void one_instance_tells_of_all() {
    try (Cluster cluster = Cluster.start(2, Map.of());
        Cli af = cluster.runtime(0).cli();
        EdgeClient near = cluster.runtime(0).edge();
        EdgeClient far = cluster.runtime(1).edge()) {
      af.write(
          "shop.js",
          "export default (r) => { const p = new URL(r.url).pathname; console.log('saw ' + p);"
              + " return new Response(p); };");
      af.ok("functions", "create", "--name", "shop");
      af.ok("functions", "deploy", "--name", "shop", "--path", "shop.js");
      try (Started following = af.start("functions", "logs", "--name", "shop", "-f")) {
        assertThat(near.get("shop", "/near").statusCode()).isEqualTo(200);
        assertThat(far.get("shop", "/far").statusCode()).isEqualTo(200);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(following.output()).contains("saw /near", "saw /far"));
        assertThat(far.get("shop", "/later").statusCode()).isEqualTo(200);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(following.output()).contains("saw /later"));
        assertThat(following.output()).containsOnlyOnce("saw /near").containsOnlyOnce("saw /far");
        following.terminate();
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(states(af)).containsExactly("READY", "READY"));
      JsonNode status = af.json("status");
      assertThat(status.at("/functions/0/name").asText()).isEqualTo("shop");
      assertThat(status.at("/functions/0/requests").asLong()).isEqualTo(3);
      assertThat(af.ok("status")).contains("INSTANCE", "shop").doesNotContain("\u001b");

      cluster.runtime(1).kill();
      assertThat(af.run("status").out()).contains("announces itself, but does not answer");
      assertThat(af.ok("functions", "logs", "--name", "shop"))
          .contains("saw /near")
          .doesNotContain("saw /far");
    }
  }

  private static List<String> states(Cli af) {
    List<String> states = new ArrayList<>();
    af.json("status")
        .path("instances")
        .forEach(instance -> states.add(instance.path("state").asText()));
    return states;
  }
}

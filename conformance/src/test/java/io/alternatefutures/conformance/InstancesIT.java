package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runtimes on one database are one service. */
class InstancesIT {
  private static final int INSTANCES = 3;
  private static final int CHANGES = 20;

  private static final String DEPLOY =
      "mutation ($id: ID!, $data: UpdateAFFunctionDataInput!) {"
          + " updateAFFunction(where: {id: $id}, data: $data)"
          + " { currentDeployment { rollout { live serving lagging } } } }";

  private static Origin origin;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    origin = Origin.start();
    cluster = Cluster.start(INSTANCES, Map.of("EGRESS_ALLOW", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    origin.close();
  }

  /** What else the machine does may slow down one round, hardly the best of three. */
  @Test
  void a_change_made_through_any_instance_is_soon_seen_at_all() {
    String id = cluster.runtime(0).control().create(routes("moving", "start")).path("id").asText();
    Measured best = measure(id, 0);
    for (int round = 1; round < 3 && !best.isGood(); round++) {
      Measured next = measure(id, round);
      best = next.middle().compareTo(best.middle()) < 0 ? next : best;
    }
    System.out.println("change to visible: " + best);
    assertThat(best.middle()).isLessThanOrEqualTo(Duration.ofMillis(100));
    assertThat(best.worst()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  private record Measured(Duration middle, Duration worst) {
    boolean isGood() {
      return middle.toMillis() <= 100 && worst.toMillis() <= 1_000;
    }
  }

  private static Measured measure(String id, int round) {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      String version = "v" + round + "-" + i;
      cluster.runtime(i % INSTANCES).control().update(id, routes("moving", version));
      long changed = System.nanoTime();
      for (int other = 0; other < INSTANCES; other++) {
        awaitBody(cluster.runtime(other), "moving", "GET /" + version + "\n");
        delays.add(Duration.ofNanos(System.nanoTime() - changed));
      }
    }
    delays.sort(null);
    return new Measured(delays.get(delays.size() / 2), delays.getLast());
  }

  private static Map<String, ?> routes(String name, String version) {
    return Map.of("name", name, "routes", Map.of("/x", origin.url() + "/" + version));
  }

  @Test
  void a_purge_through_one_instance_holds_at_all() {
    AtomicInteger version = new AtomicInteger();
    try (Origin counting =
        Origin.start(exchange -> {
          exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
          byte[] body = ("version " + version).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        })) {
      Object route = Map.of("target", counting.url(), "cache", true);
      ControlClient control = cluster.runtime(0).control();
      String id =
          control.create(Map.of("name", "kept", "routes", Map.of("/*", route))).path("id").asText();
      for (int i = 0; i < INSTANCES; i++) {
        awaitBody(cluster.runtime(i), "kept", "version 0");
      }
      version.set(1);
      for (int i = 0; i < INSTANCES; i++) {
        awaitBody(cluster.runtime(i), "kept", "version 0");
      }
      control.field(
          "mutation ($id: ID!) { purgeAFFunctionCache(where: {id: $id}, path: \"/\") }",
          Map.of("id", id));
      for (int i = 0; i < INSTANCES; i++) {
        awaitBody(cluster.runtime(i), "kept", "version 1");
      }
    }
  }

  @Test
  void a_deployment_answers_when_all_instances_have_its_content_and_serve_it() {
    ControlClient first = cluster.runtime(0).control();
    String id = first.create("spread", module("one")).path("id").asText();
    for (String version : List.of("two", "three", "four")) {
      JsonNode rollout = rollout(first, id, version);
      assertThat(rollout.toString()).isEqualTo("{\"live\":3,\"serving\":3,\"lagging\":[]}");
      for (int i = 0; i < INSTANCES; i++) {
        try (EdgeClient edge = cluster.runtime(i).edge()) {
          ok(edge.get("spread", "/"), version);
        }
      }
    }
    assertThat(cluster.runtime(1).control().get("/metrics").body())
        .contains("instances_live 3.0", "catalog_deployments_waiting 0.0");
  }

  @Test
  void content_uploaded_to_one_instance_is_deployed_through_another(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("hello.js"), module("from afar"));
    cluster.runtime(0).control().create(Map.of("name", "afar"));
    try (var cli = cluster.runtime(1).cli()) {
      var deployed = cli.run("functions", "deploy", "--name", "afar", "--path", file.toString());
      assertThat(deployed.out()).contains("served by 3 of 3 instances");
    }
    JsonNode function =
        cluster
            .runtime(2)
            .control()
            .field(
                "{ afFunctionByName(where: {name: \"afar\"}) { id currentDeployment { cid } } }",
                Map.of());
    // Its content is at each of them by now; deploying it again needs no upload.
    JsonNode again =
        cluster
            .runtime(2)
            .control()
            .tryDeploy(
                function.path("id").asText(),
                Map.of("cid", function.path("currentDeployment").path("cid").asText()));
    assertThat(again.has("errors")).as(again.toString()).isFalse();
    try (EdgeClient edge = cluster.runtime(2).edge()) {
      ok(edge.get("afar", "/"), "from afar");
    }
  }

  @Test
  void an_instance_that_was_just_killed_is_named_as_lagging_and_then_no_longer_counted() {
    RuntimeProcess fourth = cluster.add(Map.of());
    ControlClient first = cluster.runtime(0).control();
    String id = first.create("lagging", module("one")).path("id").asText();
    assertThat(rollout(first, id, "two").path("serving").asInt()).isEqualTo(INSTANCES + 1);

    fourth.kill();

    JsonNode rollout = rollout(first, id, "three");
    assertThat(rollout.path("lagging")).hasSize(1);
    assertThat(rollout.path("lagging").path(0).asText()).endsWith(":" + fourth.edgePort());
    assertThat(rollout.path("serving").asInt()).isEqualTo(INSTANCES);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rollout(first, id, "four").path("live").asInt() == INSTANCES);
  }

  @Test
  void blocks_are_not_given_to_strangers() {
    JsonNode function = cluster.runtime(0).control().create("secret", module("secret"));
    String path =
        "/ipfs/" + function.path("currentDeployment").path("cid").asText() + "?format=raw";
    ControlClient control = cluster.runtime(0).control();
    assertThat(control.send(control.anonymous(path)).statusCode()).isEqualTo(401);
    assertThat(control.get(path).statusCode()).isEqualTo(401);
  }

  private static JsonNode rollout(ControlClient control, String id, String version) {
    return control
        .field(DEPLOY, Map.of("id", id, "data", Map.of("sourceCode", module(version))))
        .path("currentDeployment")
        .path("rollout");
  }

  private static String module(String text) {
    return "export default () => new Response('" + text + "')";
  }

  private static void awaitBody(RuntimeProcess runtime, String slug, String body) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (EdgeClient edge = runtime.edge()) {
      String last = "";
      while (System.nanoTime() - end < 0) {
        last = edge.get(slug, "/x").body();
        if (last.equals(body)) {
          return;
        }
      }
      throw new AssertionError(body + " did not appear; last was " + last);
    }
  }
}

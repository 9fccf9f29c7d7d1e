package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes on one database that take changes, and others that serve, with as few rights. */
class RolesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String READ =
      "GRANT SELECT ON edge_function, deployment, function_domain, store_state, instance,"
          + " flyway_schema_history, access_token, project TO ";

  private static Cluster cluster;
  private static RuntimeProcess control;
  private static RuntimeProcess edge;
  private static RuntimeProcess hidden;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(0, Map.of());
    control = cluster.add(Map.of("AF_ROLE", "control"));
    cluster
        .postgres()
        .execute(
            cluster.database(),
            List.of(
                "CREATE ROLE edge LOGIN PASSWORD 'edge'",
                READ + "edge",
                "GRANT INSERT, UPDATE, DELETE ON instance TO edge",
                "CREATE ROLE hidden LOGIN PASSWORD 'hidden'",
                READ + "hidden"));
    edge = cluster.add(Map.of("AF_ROLE", "edge", "DATABASE_URL", as("edge")));
    hidden = cluster.add(Map.of("AF_ROLE", "edge", "DATABASE_URL", as("hidden")));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void what_the_control_takes_the_edges_serve() {
    JsonNode function =
        control
            .control()
            .field(
                "mutation { createAFFunction(data: {name: \"split\", sourceCode: \"export default"
                    + " () => new Response('served')\"}) { currentDeployment { rollout { live"
                    + " serving lagging } } } }",
                Map.of());
    JsonNode rollout = function.path("currentDeployment").path("rollout");
    assertThat(rollout.path("live").asInt()).isEqualTo(1);
    assertThat(rollout.path("serving").asInt()).isEqualTo(1);
    try (EdgeClient announced = edge.edge();
        EdgeClient unannounced = hidden.edge()) {
      ok(announced.get("split", "/"), "served");
      await().atMost(PATIENCE).untilAsserted(() -> ok(unannounced.get("split", "/"), "served"));
    }
    assertThat(edge.log()).doesNotContain("cannot write to the table instance");
    assertThat(hidden.log()).contains("cannot write to the table instance");
  }

  @Test
  void edges_that_may_only_read_hold_a_shared_limit_together() {
    int limit = 20;
    Map<String, ?> route =
        Map.of(
            "function", true, "rateLimit", Map.of("requests", limit, "per", "1d", "shared", true));
    control
        .control()
        .create(
            Map.of(
                "name",
                "limited",
                "sourceCode",
                "export default () => new Response('served')",
                "routes",
                Map.of("/", route)));
    try (EdgeClient first = edge.edge();
        EdgeClient second = hidden.edge()) {
      await().atMost(PATIENCE).until(() -> first.get("limited", "/other").statusCode() == 200);
      await().atMost(PATIENCE).until(() -> second.get("limited", "/other").statusCode() == 200);
      for (int i = 0; i < limit; i++) {
        ok(first.get("limited", "/"), "served");
      }
      assertThat(first.get("limited", "/").statusCode()).isEqualTo(429);
      AtomicInteger over = new AtomicInteger();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(() -> {
            boolean given = second.get("limited", "/").statusCode() == 200;
            over.addAndGet(given ? 1 : 0);
            return !given;
          });
      assertThat(over.get()).isLessThan(limit);
    }
  }

  @Test
  void the_control_does_not_listen_for_functions() {
    assertThat(control.edgePort()).isZero();
    assertThat(control.output()).doesNotContain("functions  ");
    assertThat(ready(control)).isEqualTo("ready");
  }

  @Test
  void an_edge_answers_for_its_health_and_takes_no_changes() {
    String token = control.credentials().path("token").asText();
    for (RuntimeProcess runtime : List.of(edge, hidden)) {
      URI base = runtime.control().base();
      ControlClient client = new ControlClient(base, token);
      assertThat(ready(runtime)).isEqualTo("ready");
      assertThat(client.get("/metrics").body()).contains("catalog_revision");
      assertThat(client.send(client.anonymous("/metrics")).statusCode()).isEqualTo(401);
      assertThat(client.graphql("{ afFunctions { data { id } } }", Map.of()).toString())
          .contains("NOT_FOUND", "has the role edge");
      assertThat(client.store(new byte[0]).statusCode()).isEqualTo(404);
      assertThat(runtime.dataDirectory().resolve("credentials.json")).doesNotExist();
      assertThat(runtime.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void a_user_who_may_only_read_is_refused_where_changes_are_taken() {
    for (String role : List.of("all", "control")) {
      Map<String, String> environment = new HashMap<>();
      environment.put("AF_ROLE", role);
      environment.put("DATABASE_URL", as("hidden"));
      environment.put("AF_DATA_DIR", folder.resolve(role).toString());
      Finished finished = RuntimeProcess.run(folder, environment);
      assertThat(finished.code()).isEqualTo(1);
      assertThat(finished.err())
          .contains("can be read but not written by the user \"hidden\"", "--role edge (AF_ROLE)")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_role_without_a_shared_database_and_an_unknown_one_are_refused() {
    Finished alone = RuntimeProcess.run(folder, Map.of("AF_ROLE", "edge"));
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--role (AF_ROLE)", "DATABASE_URL");
    Finished unknown = RuntimeProcess.run(folder, Map.of("AF_ROLE", "both"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("--role", "both");
  }

  private static String ready(RuntimeProcess runtime) {
    ControlClient client = runtime.control();
    return ControlClient.json(client.send(client.anonymous("/readyz"))).path("status").asText();
  }

  private static String as(String user) {
    return cluster.database().replaceFirst("//[^@]+@", "//" + user + ":" + user + "@");
  }
}

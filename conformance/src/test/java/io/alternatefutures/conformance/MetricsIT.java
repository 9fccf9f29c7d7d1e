package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be observed of a running instance, and by whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {
  private final Origin origin = Origin.start();
  private final RuntimeProcess runtime = RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1"));
  private final ControlClient control = runtime.control();

  @AfterAll
  void close() {
    runtime.close();
    origin.close();
  }

  @Test
  void metrics_count_what_happened() {
    control.create(
        Map.of(
            "name",
            "measured",
            "sourceCode",
            "export default () => new Response('x')",
            "routes",
            Map.of("/api/*", origin.url())));
    try (EdgeClient edge = runtime.edge()) {
      edge.get("measured", "/api/1");
      edge.get("measured", "/api/2");
      edge.get("measured", "/code");
      edge.get("nobody", "/");
    }

    await()
        .untilAsserted(() -> {
          HttpResponse<String> response = control.get("/metrics");
          assertThat(response.statusCode()).isEqualTo(200);
          assertThat(response.body())
              .contains(
                  "edge_requests_total{decision=\"forward\"} 2.0",
                  "edge_requests_total{decision=\"invoke\"} 1.0",
                  "edge_requests_total{decision=\"reject\"} 1.0",
                  "edge_errors_total{code=\"FUNCTION_NOT_FOUND\"} 1.0",
                  "edge_proxy_duration_seconds_bucket{le=",
                  "edge_proxy_duration_seconds_count 2",
                  "edge_function_duration_seconds_count 1",
                  "edge_function_invocations_total 1.0",
                  "edge_function_cpu_seconds_total ",
                  "edge_route_cache_hit_ratio ",
                  "edge_route_cache_size 1.0",
                  "edge_connections_active ",
                  "function_requests_total{decision=\"forward\",function=\"measured\"} 2.0",
                  "function_requests_total{decision=\"invoke\",function=\"measured\"} 1.0",
                  "function_cpu_seconds_total{function=\"measured\"} ",
                  "function_response_bytes_total{function=\"measured\"} ",
                  "sandbox_cold_starts_total ",
                  "sandbox_workers_started_total ",
                  "sandbox_workers_lost_total 0.0",
                  "catalog_functions 1.0",
                  "catalog_degraded 0.0");
        });
  }

  @Test
  void every_request_has_one_line_in_the_access_log() {
    try (EdgeClient edge = runtime.edge()) {
      HttpResponse<String> response = edge.get("missing", "/logged?secret=1");
      String id = ControlClient.json(response).path("requestId").asText();

      await()
          .untilAsserted(() ->
              assertThat(runtime.output().lines().filter(line -> line.contains(id)))
                  .singleElement()
                  .asString()
                  .contains("\"status\":404", "\"code\":\"FUNCTION_NOT_FOUND\"", "/logged"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz"})
  void health_needs_no_token(String path) {
    assertThat(control.send(control.anonymous(path)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/metrics", "/graphql", "/duplicity/bafy", "/store", "/upload", "/", "/nowhere"})
  void all_else_needs_a_token(String path) {
    HttpResponse<String> response = control.send(control.anonymous(path));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("UNAUTHENTICATED");
  }
}

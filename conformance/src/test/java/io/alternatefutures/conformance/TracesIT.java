package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of a request through edge, target, function and what the function fetches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e47";
  private static final String CALLER = "00f067aa0ba902b7";

  private final Collector collector = new Collector();
  private final Origin target = Origin.start(TracesIT::showTrace);
  private final RuntimeProcess runtime =
      RuntimeProcess.start(
          Map.of(
              "EGRESS_ALLOW", "127.0.0.1",
              "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
              "OTEL_SERVICE_NAME", "shop",
              "OTEL_BSP_SCHEDULE_DELAY", "50"));
  private final ControlClient control = runtime.control();
  private final EdgeClient edge = runtime.edge();
  private final String functionId = makeFunction(control, target);

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    target.close();
    collector.close();
  }

  private static String makeFunction(ControlClient control, Origin target) {
    String code =
        """
        export default async (request) => {
          console.log('line of ' + new URL(request.url).search);
          const fetched = await fetch('%s/fetched?secret=1');
          return Response.json({
            parent: request.headers.get('traceparent'),
            state: request.headers.get('tracestate'),
            fetched: await fetched.text(),
          });
        }
        """
            .formatted(target.url());
    return control
        .create(
            Map.of("name", "traced", "sourceCode", code, "routes", Map.of("/api/*", target.url())))
        .path("id")
        .asText();
  }

  /** Answers with the fields that name the trace. */
  private static void showTrace(HttpExchange exchange) throws IOException {
    String seen =
        exchange.getRequestHeaders().getFirst("traceparent")
            + " "
            + exchange.getRequestHeaders().getFirst("tracestate");
    Origin.answer(exchange, 200, "text/plain", seen.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> call(String path, String trace, String flags) {
    return edge.send(
        edge.request("traced", path)
            .header("traceparent", "00-" + trace + "-" + CALLER + "-" + flags)
            .header("tracestate", "vendor=x"));
  }

  private Spans spans(String trace, int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(count));
    return new Spans(collector.spans(trace));
  }

  /** Those of one trace. */
  private record Spans(List<Collector.Span> all) {
    List<String> names() {
      return all.stream().map(Collector.Span::name).toList();
    }

    Collector.Span get(String name) {
      return all.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }
  }

  @Test
  void a_proxied_request_is_a_span_below_the_callers_and_above_the_targets() {
    String trace = TRACE + "01";
    String seen = call("/api/orders?card=4111", trace, "01").body();
    Spans spans = spans(trace, 3);

    assertThat(spans.names()).containsExactlyInAnyOrder("edge", "resolve", "proxy");
    Collector.Span whole = spans.get("edge");
    assertThat(whole.parent()).isEqualTo(CALLER);
    assertThat(spans.get("resolve").parent()).isEqualTo(whole.id());
    assertThat(spans.get("proxy").parent()).isEqualTo(whole.id());
    assertThat(seen).isEqualTo("00-" + trace + "-" + spans.get("proxy").id() + "-01 vendor=x");
    assertThat(whole.attributes())
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("http.route", "/api/*")
        .containsEntry("url.path", "/api/orders")
        .containsEntry("af.function.slug", "traced");
    assertThat(whole.json().toString()).doesNotContain("4111");
    assertThat(whole.isError()).isFalse();
    assertThat(spans.all())
        .allSatisfy(span ->
            assertThat(span.start())
                .isBetween(whole.start(), span.end())
                .isLessThanOrEqualTo(whole.end()));
    assertThat(collector.requests()).contains("POST /v1/traces");
    assertThat(collector.resource()).containsEntry("service.name", "shop");
  }

  @Test
  void what_a_function_fetches_is_a_span_below_its_own() {
    String trace = TRACE + "02";
    JsonNode answer = ControlClient.json(call("/code?02", trace, "01"));
    Spans spans = spans(trace, 4);

    assertThat(spans.names()).containsExactlyInAnyOrder("edge", "resolve", "sandbox", "fetch");
    Collector.Span sandbox = spans.get("sandbox");
    assertThat(sandbox.parent()).isEqualTo(spans.get("edge").id());
    assertThat(answer.path("parent").asText())
        .isEqualTo("00-" + trace + "-" + sandbox.id() + "-01");
    assertThat(answer.path("state").asText()).isEqualTo("vendor=x");
    Collector.Span fetch = spans.get("fetch");
    assertThat(fetch.parent()).isEqualTo(sandbox.id());
    assertThat(answer.path("fetched").asText())
        .isEqualTo("00-" + trace + "-" + fetch.id() + "-01 vendor=x");
    assertThat(fetch.attributes())
        .containsEntry("url.full", target.url() + "/fetched")
        .containsEntry("http.response.status_code", "200");
  }

  @Test
  void lines_of_the_function_and_the_access_log_name_the_trace() {
    String trace = TRACE + "03";
    call("/code?03", trace, "00");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(runtime.output()).contains("\"traceId\":\"" + trace + "\"");
          JsonNode lines =
              control.field(
                  "query ($id: ID!) { afFunctionLogs(where: {id: $id}) { data { message traceId }"
                      + " } }",
                  Map.of("id", functionId));
          assertThat(lines.path("data").valueStream())
              .anySatisfy(line -> {
                assertThat(line.path("message").asText()).isEqualTo("line of ?03");
                assertThat(line.path("traceId").asText()).isEqualTo(trace);
              });
        });
  }

  @Test
  void a_trace_that_its_caller_does_not_record_is_passed_on_and_not_recorded() {
    String trace = TRACE + "04";

    assertThat(call("/api/x", trace, "00").body())
        .matches("00-" + trace + "-[0-9a-f]{16}-00 vendor=x");
    call("/api/x", TRACE + "05", "01");
    spans(TRACE + "05", 3);
    assertThat(collector.spans(trace)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void a_request_without_a_valid_trace_begins_one(String given) {
    var request = edge.request("traced", "/api/new").header("tracestate", "vendor=x");
    if (!given.isEmpty()) {
      request.header("traceparent", given);
    }
    String seen = edge.send(request).body();

    assertThat(seen).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01 null");
    Spans spans = spans(seen.substring(3, 35), 3);
    assertThat(spans.get("edge").parent()).isEmpty();
    assertThat(spans.get("proxy").id()).isEqualTo(seen.substring(36, 52));
  }

  @Test
  void a_failure_is_marked_with_its_code() {
    control.create(Map.of("name", "unreachable", "routes", Map.of("/*", "http://127.0.0.1:1")));
    String trace = TRACE + "06";
    edge.send(
        edge.request("unreachable", "/")
            .header("traceparent", "00-" + trace + "-" + CALLER + "-01"));

    Spans spans = spans(trace, 3);
    assertThat(List.of(spans.get("edge"), spans.get("proxy")))
        .allMatch(Collector.Span::isError)
        .allSatisfy(span ->
            assertThat(span.attributes()).containsEntry("error.type", "TARGET_UNREACHABLE"));
  }

  @Test
  void a_collector_that_is_away_harms_no_request() {
    try (RuntimeProcess alone =
            RuntimeProcess.start(
                Map.of(
                    "EGRESS_ALLOW", "127.0.0.1",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                    "OTEL_BSP_SCHEDULE_DELAY", "1"));
        EdgeClient client = alone.edge()) {
      makeFunction(alone.control(), target);
      assertThat(client.get("traced", "/api/x").statusCode()).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(alone.control().get("/metrics").body())
                  .contains("traces_dropped_total{reason=\"export\"} 1.0"));
      assertThat(client.get("traced", "/code").statusCode()).isEqualTo(200);
      assertThat(alone.log()).contains("spans cannot be sent to 127.0.0.1");
    }
  }
}

package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Routes with options, as their owner and their clients meet them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteOptionsIT {
  private final Origin origin =
      Origin.start(exchange -> {
        exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
        byte[] body = ("at " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        Origin.answer(exchange, 200, "text/plain", body);
      });
  private final RuntimeProcess runtime =
      RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.0/8"));
  private final EdgeClient edge = runtime.edge();
  private final Cli af = runtime.cli();

  @AfterAll
  void close() {
    edge.close();
    af.close();
    runtime.close();
    origin.close();
  }

  private void routed(String name, String routes) {
    af.ok(
        "functions",
        "create",
        "--name",
        name,
        "--routes",
        af.write(name + ".json", routes.replace("ORIGIN", origin.url())).toString());
  }

  @Test
  void mistakes_are_told_at_once_and_nothing_changes() {
    Finished refused =
        af.run(
            "functions",
            "create",
            "--name",
            "mistaken",
            "--routes",
            "{\"/a\": {\"target\": \"http://h\", \"retries\": 9}, \"/b\": {\"tarjet\":"
                + " \"http://h\"}}");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("routes[\"/a\"].retries: expected an integer from 0 to 5, not 9")
        .contains("routes[\"/b\"]: unknown option \"tarjet\", did you mean \"target\"?");
  }

  @Test
  void a_request_is_explained_as_it_is_served() {
    routed(
        "explained",
        """
        {"/a/*": {"target": "ORIGIN/get"},
         "/a/*#write": {"target": "ORIGIN/write", "methods": "POST", "timeout": "5s"}}
        """);

    JsonNode told =
        af.json("functions", "routes", "test", "/a/x", "-X", "POST", "--name", "explained");
    assertThat(told.path("pattern").asText()).isEqualTo("/a/*#write");
    assertThat(told.path("steps").toString()).contains("timeout: 5s");
    assertThat(edge.post("explained", "/a/x", "body").body()).isEqualTo("at /write/x");
    assertThat(edge.get("explained", "/a/x").body()).isEqualTo("at /get/x");
  }

  @Test
  void an_update_holds_for_the_next_request() {
    routed("moved", "{\"/*\": {\"redirect\": {\"status\": 307, \"location\": \"/new/*\"}}}");
    HttpResponse<String> before = edge.get("moved", "/x");
    assertThat(before.statusCode()).isEqualTo(307);
    assertThat(before.headers().firstValue("Location")).contains("/new/x");

    af.ok(
        "functions",
        "update",
        "--functionName",
        "moved",
        "--routes",
        "{\"/*\": {\"target\": \"" + origin.url() + "\", \"rateLimit\": {\"requests\": 1}}}");

    assertThat(edge.get("moved", "/x").statusCode()).isEqualTo(200);
    HttpResponse<String> limited = edge.get("moved", "/x");
    EdgeAnswers.refused(limited, 429, "RATE_LIMITED");
    assertThat(limited.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void an_update_cuts_no_answer_that_is_under_way() throws Exception {
    CountDownLatch updated = new CountDownLatch(1);
    try (Origin slow = Origin.start(exchange -> sendInTwo(exchange, updated))) {
      routed("streamed", "{\"/*\": {\"target\": \"" + slow.url() + "\", \"timeout\": \"10s\"}}");
      try (InputStream answer =
          edge.send(edge.request("streamed", "/x"), BodyHandlers.ofInputStream()).body()) {
        assertThat(answer.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo("before");

        af.ok(
            "functions",
            "update",
            "--functionName",
            "streamed",
            "--routes",
            "{\"/*\": {\"redirect\": {\"location\": \"/gone\"}}}");
        assertThat(edge.get("streamed", "/x").statusCode()).isEqualTo(302);
        updated.countDown();

        assertThat(answer.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("after");
      }
    }
  }

  private static void sendInTwo(HttpExchange exchange, CountDownLatch between) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("before".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    try {
      between.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.getResponseBody().write("after".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_answer_is_kept_until_it_is_purged() {
    routed("kept", "{\"/*\": {\"target\": \"ORIGIN\", \"cache\": true}}");

    assertThat(edge.get("kept", "/x").headers().firstValue("Cache-Status"))
        .contains("af; fwd=miss; stored");
    assertThat(edge.get("kept", "/x").headers().firstValue("Cache-Status")).contains("af; hit");
    assertThat(
            af.json("functions", "purge", "--name", "kept", "--path", "/x").path("purged").asInt())
        .isEqualTo(1);
    assertThat(edge.get("kept", "/x").headers().firstValue("Cache-Status"))
        .contains("af; fwd=miss; stored");
  }
}

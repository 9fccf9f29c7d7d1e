package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static io.alternatefutures.conformance.EdgeAnswers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How code and routes come to be served, and stop being served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentIT {
  private final RuntimeProcess runtime = RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1"));
  private final EdgeClient edge = runtime.edge();
  private final ControlClient control = runtime.control();
  private final Cli cli = runtime.cli();

  @AfterAll
  void close() {
    edge.close();
    cli.close();
    runtime.close();
  }

  private static String answering(String text) {
    return "export default () => new Response('" + text + "')";
  }

  private static String id(JsonNode function) {
    return function.path("id").asText();
  }

  @Test
  void a_syntax_error_fails_with_its_position_and_the_old_version_keeps_running() {
    JsonNode function = control.create("broken", answering("old"));

    JsonNode answer =
        control.tryUpdate(
            id(function), Map.of("sourceCode", "export default () =>\n  new Response(;\n"));

    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("DEPLOYMENT_FAILED");
    assertThat(error.path("extensions").path("line").asInt()).isEqualTo(2);
    assertThat(error.path("extensions").path("column").asInt()).isEqualTo(16);
    assertThat(error.path("message").asText())
        .contains("SyntaxError", "line 2", "column 16", "keeps running");
    ok(edge.get("broken", "/"), "old");

    cli.write("broken.js", "export default () =>\n  new Response(;\n");
    Finished deploy = cli.run("functions", "deploy", "--name", "broken", "--path", "broken.js");
    assertThat(deploy.code()).isEqualTo(1);
    assertThat(deploy.err()).contains("broken.js:2:16", "SyntaxError");
    ok(edge.get("broken", "/"), "old");
  }

  @Test
  void a_module_that_throws_while_loading_fails_and_the_old_version_keeps_running() {
    JsonNode function = control.create("explodes", answering("old"));

    JsonNode answer =
        control.tryUpdate(
            id(function), Map.of("sourceCode", "throw new Error('at load');\nexport default 1"));

    assertThat(answer.path("errors").path(0).path("message").asText()).contains("at load");
    ok(edge.get("explodes", "/"), "old");
  }

  @Test
  void a_module_without_a_handler_is_refused_with_what_is_expected() {
    JsonNode answer =
        control.graphql(
            "mutation { createAFFunction(data: {name: \"no-handler\", sourceCode: \"export const a"
                + " = 1\"}) { id } }",
            Map.of());

    assertThat(answer.path("errors").path(0).path("message").asText())
        .contains("handler", "export default", "main");
    JsonNode functions = control.field("{ afFunctions { data { name } } }", Map.of());
    assertThat(functions.toString()).doesNotContain("no-handler");
  }

  @Test
  void source_code_given_to_create_and_update_is_deployed_as_content() {
    JsonNode created = control.create("inline", answering("one"));
    String first = created.path("currentDeployment").path("cid").asText();
    ok(edge.get("inline", "/"), "one");

    JsonNode updated = control.update(id(created), Map.of("sourceCode", answering("two")));

    ok(edge.get("inline", "/"), "two");
    assertThat(updated.path("currentDeployment").path("cid").asText()).isNotEqualTo(first);
    assertThat(control.get("/duplicity/" + first).statusCode()).isEqualTo(409);
  }

  @Test
  void a_deployment_is_served_as_soon_as_it_is_announced() {
    JsonNode function = control.create("quick", answering("0"));

    for (int version = 1; version <= 30; version++) {
      control.update(id(function), Map.of("sourceCode", answering("version " + version)));
      ok(edge.get("quick", "/"), "version " + version);
    }
  }

  @Test
  void a_request_under_way_is_finished_by_the_version_that_began_it() throws Exception {
    JsonNode function =
        control.create(
            "slow",
            """
            export default async () => {
              console.log('began');
              await new Promise((resolve) => setTimeout(resolve, 1500));
              return new Response('old');
            }
            """);
    CompletableFuture<HttpResponse<String>> underWay =
        CompletableFuture.supplyAsync(() -> edge.get("slow", "/"), Thread::startVirtualThread);
    await().until(() -> control.logs(id(function)).contains("info began"));

    control.update(id(function), Map.of("sourceCode", answering("new")));

    ok(edge.get("slow", "/"), "new");
    assertThat(underWay).isNotDone();
    ok(underWay.get(), "old");
  }

  @Test
  void rollback_returns_to_the_version_before() {
    JsonNode function = control.create("back", answering("one"));
    control.update(id(function), Map.of("sourceCode", answering("two")));
    ok(edge.get("back", "/"), "two");

    cli.ok("functions", "rollback", "--name", "back");

    ok(edge.get("back", "/"), "one");
    assertThat(cli.json("functions", "deployments", "--name", "back")).hasSize(3);
  }

  @Test
  void an_inactive_function_serves_nothing() {
    JsonNode function =
        control.create(
            Map.of(
                "name",
                "asleep",
                "sourceCode",
                answering("awake"),
                "routes",
                Map.of("/r", "http://127.0.0.1:1/")));
    ok(edge.get("asleep", "/"), "awake");

    control.update(id(function), Map.of("status", "INACTIVE"));

    refused(edge.get("asleep", "/"), 404, "FUNCTION_INACTIVE");
    refused(edge.get("asleep", "/r"), 404, "FUNCTION_INACTIVE");
    control.update(id(function), Map.of("status", "ACTIVE"));
    ok(edge.get("asleep", "/"), "awake");
  }

  @Test
  void a_deleted_function_serves_nothing() {
    control.create("gone", answering("here"));
    ok(edge.get("gone", "/"), "here");

    cli.ok("functions", "delete", "--name", "gone");

    String message = refused(edge.get("gone", "/"), 404, "FUNCTION_NOT_FOUND");
    assertThat(message).isEqualTo("There is no such function");
    assertThat(ControlClient.json(edge.get("gone", "/")).path("slug").asText()).isEqualTo("gone");
  }

  @Test
  void typescript_with_imports_is_bundled() {
    cli.ok("functions", "create", "--name", "typed");
    cli.write("src/greeting.ts", "export const greet = (name: string): string => `hi ${name}`;\n");
    cli.write(
        "src/index.ts",
        """
        import { greet } from "./greeting";
        interface Env { NAME: string }
        export default {
          async fetch(_: Request, env: Env): Promise<Response> {
            return new Response(greet(env.NAME satisfies string));
          },
        };
        """);

    JsonNode deployed =
        cli.json(
            "functions",
            "deploy",
            "--name",
            "typed",
            "--path",
            "src/index.ts",
            "--env",
            "NAME=bundle");

    assertThat(deployed.path("bundled").asBoolean()).isTrue();
    ok(edge.get("typed", "/"), "hi bundle");
  }

  @Test
  void neither_route_nor_code_is_a_404_that_says_so() {
    control.create(Map.of("name", "empty"));
    control.create(Map.of("name", "routes-only", "routes", Map.of("/api", "http://127.0.0.1:1/")));

    assertThat(refused(edge.get("empty", "/"), 404, "NO_CODE")).contains("neither routes nor code");
    assertThat(refused(edge.get("routes-only", "/other"), 404, "NOTHING_TO_SERVE"))
        .contains("No route matches", "no code");
  }

  @Test
  void without_routing_the_code_answers_on_a_routed_path() {
    try (Origin origin = Origin.start();
        RuntimeProcess unrouted =
            RuntimeProcess.start(Map.of("ENABLE_ROUTING", "false", "EGRESS_ALLOW", "127.0.0.1"));
        EdgeClient client = unrouted.edge()) {
      unrouted
          .control()
          .create(
              Map.of(
                  "name",
                  "code",
                  "sourceCode",
                  answering("code"),
                  "routes",
                  Map.of("/api/*", origin.url())));

      ok(client.get("code", "/api/users"), "code");
      assertThat(origin.requests()).isEmpty();
    }
  }
}

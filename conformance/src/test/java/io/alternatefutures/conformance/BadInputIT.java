package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read when what they ask for cannot be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  private final RuntimeProcess runtime = RuntimeProcess.start();
  private final Cli cli = runtime.cli();

  @AfterAll
  void close() {
    cli.close();
    runtime.close();
  }

  private void assertFails(String message, String... arguments) {
    Finished finished = cli.run(arguments);
    assertThat(finished.err()).startsWith("error: ").contains(message);
    assertThat(finished.err()).doesNotContain("Exception", "\tat ");
    assertThat(finished.out()).isEmpty();
    assertThat(finished.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "has space",
        "under_score",
        "dots.too",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + "aaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void a_name_that_cannot_be_one_is_refused_with_what_is_allowed(String name) {
    JsonNode answer =
        runtime
            .control()
            .graphql(
                "mutation ($name: String!) { createAFFunction(data: {name: $name}) { id } }",
                Map.of("name", name));

    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("message").asText()).contains("1 to 63 letters, digits and dashes");
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("BAD_USER_INPUT");
  }

  @Test
  void the_command_line_tells_what_a_name_may_be() {
    assertFails(
        "1 to 63 letters, digits and dashes", "functions", "create", "--name", "not a name");
  }

  @Test
  void a_slug_or_name_that_is_taken_is_refused() {
    runtime.control().create(Map.of("name", "first", "slug", "taken"));

    JsonNode answer =
        runtime
            .control()
            .graphql(
                "mutation { createAFFunction(data: {name: \"second\", slug: \"taken\"}) { id } }",
                Map.of());

    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("message").asText())
        .startsWith("The slug \"taken\" is already taken by another function");
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("CONFLICT");
    assertFails(
        "A function named \"first\" already exists", "functions", "create", "--name", "first");
    runtime.control().create(Map.of("name", "third"));
    assertFails(
        "The slug \"taken\" is already taken",
        "functions",
        "update",
        "--functionName",
        "third",
        "--slug",
        "taken");
  }

  @Test
  void a_function_that_is_not_there_is_named() {
    assertFails(
        "There is no function named \"nobody\"",
        "functions",
        "update",
        "--functionName",
        "nobody",
        "--status",
        "INACTIVE");
    JsonNode answer =
        runtime
            .control()
            .graphql("mutation { deleteAFFunction(where: {id: \"fn_nope\"}) { id } }", Map.of());
    assertThat(answer.path("errors").path(0).path("extensions").path("code").asText())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void json_that_does_not_parse_is_shown_with_its_place() {
    runtime.control().create(Map.of("name", "routed"));
    cli.write("bad.json", "{\n  \"/a\": \"http://example.com\",\n  nope\n}\n");

    assertFails(
        "Invalid JSON in --routes at line 1, column",
        "functions",
        "update",
        "--functionName",
        "routed",
        "--routes",
        "{\"/a\": }");
    assertFails(
        "Invalid JSON in bad.json at line 3, column",
        "functions",
        "update",
        "--functionName",
        "routed",
        "--routes",
        "bad.json");
    assertFails(
        "file not found: nowhere.json",
        "functions",
        "update",
        "--functionName",
        "routed",
        "--routes",
        "nowhere.json");
  }

  @Test
  void routes_that_cannot_be_used_are_refused_by_the_server_too() {
    JsonNode function = runtime.control().create(Map.of("name", "checked"));

    JsonNode answer =
        runtime
            .control()
            .tryUpdate(
                function.path("id").asText(), Map.of("routes", Map.of("api", "http://a.example")));

    assertThat(answer.path("errors").path(0).path("message").asText())
        .contains("Invalid path pattern \"api\". Path patterns must start with \"/\"");
    assertFails(
        "Invalid target URL \"ftp://x\" for path \"/a\". Must use http:// or https:// protocol",
        "functions",
        "update",
        "--functionName",
        "checked",
        "--routes",
        "{\"/a\": \"ftp://x\"}");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    runtime.control().create(Map.of("name", "fileless"));

    assertFails("nowhere.js", "functions", "deploy", "--name", "fileless", "--path", "nowhere.js");
  }

  @Test
  void a_syntax_error_is_shown_with_file_line_and_column() {
    runtime.control().create(Map.of("name", "syntax"));
    cli.write("syntax.js", "export default () => {\n  return new Response('a'\n}\n");
    cli.write("syntax.ts", "export default () => {\n  return new Response('a' as string\n}\n");

    assertFails(
        "syntax.js:2:23: ", "functions", "deploy", "--name", "syntax", "--path", "syntax.js");
    assertFails("syntax.ts:3:", "functions", "deploy", "--name", "syntax", "--path", "syntax.ts");
  }

  @Test
  void a_module_without_a_handler_is_refused_with_the_shapes_there_are() {
    runtime.control().create(Map.of("name", "handlerless"));
    cli.write("empty.js", "export const answer = 42;\n");

    assertFails(
        "export default", "functions", "deploy", "--name", "handlerless", "--path", "empty.js");
  }

  @Test
  void an_upload_over_the_limit_is_refused() throws IOException {
    runtime.control().create(Map.of("name", "large"));
    cli.write("small.js", "export default () => new Response('')");
    var file = cli.write("assets/large.bin", "");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(101L << 20);
      // Blocks of zeros alone would be one block, sent once.
      for (long chunk = 0; chunk < 101; chunk++) {
        sparse.seek(chunk << 20);
        sparse.writeLong(chunk + 1);
      }
    }

    assertFails(
        "100.0 MiB",
        "functions",
        "deploy",
        "--name",
        "large",
        "--path",
        "small.js",
        "--assets",
        "assets");
  }

  @Test
  void a_wrong_token_is_refused() {
    ControlClient control = runtime.control();
    HttpResponse<String> wrong =
        control.send(
            control
                .anonymous("/graphql")
                .header("Authorization", "Bearer af_wrong")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{ afFunctions { data { id } } }\"}")));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("www-authenticate")).isPresent();
    assertThat(wrong.body()).contains("UNAUTHENTICATED").doesNotContain("af_wrong");
    try (Cli stranger = cli.with("AF_TOKEN", "af_wrong")) {
      Finished list = stranger.run("functions", "list");
      assertThat(list.err()).contains("does not know the token", "AF_TOKEN");
      assertThat(list.code()).isEqualTo(1);
    }
  }

  @Test
  void graphql_that_does_not_parse_is_refused_with_its_position() {
    ControlClient control = runtime.control();
    HttpResponse<String> response =
        control.send(
            control
                .request("/graphql")
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString("{\"query\":\"{\\n  afFunctions {{\\n}\"}")));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = ControlClient.json(response).path("errors").path(0);
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("GRAPHQL_PARSE_FAILED");
    assertThat(error.path("locations").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(error.path("locations").path(0).path("column").asInt()).isGreaterThan(1);
  }

  @Test
  void a_server_that_is_not_there_is_named_with_how_to_start_it() {
    try (Cli lost = cli.with("AF_API_URL", "http://127.0.0.1:1")) {
      Finished list = lost.run("functions", "list");

      assertThat(list.err())
          .startsWith("error: The control API at http://127.0.0.1:1 cannot be reached")
          .contains("af runtime");
      assertThat(list.code()).isEqualTo(1);
    }
  }

  @Test
  void wrong_usage_has_its_own_exit_code() {
    Finished finished = cli.run("functions", "deploy", "--path", "x.js", "--nmae", "x");

    assertThat(finished.code()).isEqualTo(2);
    assertThat(finished.err()).contains("--nmae", "af functions deploy --help");
  }

  @Test
  void nothing_is_lost_by_a_change_that_is_refused() {
    JsonNode function =
        runtime
            .control()
            .create(
                Map.of(
                    "name",
                    "kept",
                    "routes",
                    Map.of("/a", "http://a.example/"),
                    "sourceCode",
                    "export default () => new Response('kept')"));

    runtime
        .control()
        .tryUpdate(
            function.path("id").asText(),
            Map.of(
                "name",
                "renamed",
                "routes",
                Map.of("/b", "http://b.example/"),
                "sourceCode",
                "nonsense("));

    JsonNode after =
        runtime
            .control()
            .field(
                "query ($id: ID!) { afFunction(where: {id: $id})"
                    + " { name routes status currentDeploymentId } }",
                Map.of("id", function.path("id").asText()));
    assertThat(after.path("name").asText()).isEqualTo("kept");
    assertThat(after.path("routes").has("/a")).isTrue();
    assertThat(after.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(after.path("currentDeploymentId").asText())
        .isEqualTo(function.path("currentDeploymentId").asText());
  }
}

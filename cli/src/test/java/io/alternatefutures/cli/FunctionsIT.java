package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionsIT {
  private static final String ROUTES = "{\"/api/*\":\"https://example.com\"}";

  @TempDir Path folder;
  private FakeApi api;
  private Cli cli;

  @BeforeEach
  void start() {
    api = FakeApi.start();
    cli = Cli.of(api, folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void create_sends_the_name_and_shows_the_url() {
    api.field("createAFFunction", Answers.function("my-gateway", "null"));

    Cli.Result result = cli.run("functions", "create", "--name", "my-gateway");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Created my-gateway", "http://my-gateway.localhost:3000");
    FakeApi.Request request = api.request("createAFFunction");
    assertThat(request.variables().toString()).isEqualTo("{\"data\":{\"name\":\"my-gateway\"}}");
    assertThat(request.headers()).containsEntry("Authorization", "Bearer secret");
  }

  @Test
  void create_takes_routes_as_json_or_from_a_file() throws IOException {
    Files.writeString(folder.resolve("routes.json"), ROUTES);
    api.field("createAFFunction", Answers.function("a", ROUTES));

    assertThat(cli.run("functions", "create", "--name", "a", "--routes", ROUTES).code()).isZero();
    assertThat(cli.run("functions", "create", "--name", "a", "--routes", "routes.json").code())
        .isZero();

    assertThat(api.requests())
        .allSatisfy(request ->
            assertThat(request.variables().path("data").path("routes").toString())
                .isEqualTo(ROUTES));
  }

  @Test
  void update_changes_only_what_is_given() {
    api.field("afFunctionByName", Answers.function("a", "null"))
        .field("updateAFFunction", Answers.function("b", ROUTES));

    Cli.Result result =
        cli.run(
            "functions", "update", "--functionName", "a", "--name", "b", "--status", "inactive");

    assertThat(result.code()).isZero();
    assertThat(api.request("updateAFFunction").variables().toString())
        .isEqualTo(
            "{\"where\":{\"id\":\"fn_1\"},\"data\":{\"name\":\"b\",\"status\":\"INACTIVE\"}}");
  }

  @Test
  void update_with_null_removes_the_routes() {
    api.field("afFunctionByName", Answers.function("a", ROUTES))
        .field("updateAFFunction", Answers.function("a", "null"));

    cli.run("functions", "update", "--functionName", "a", "--routes", "null");

    assertThat(api.request("updateAFFunction").variables().path("data").path("routes").isNull())
        .isTrue();
  }

  @Test
  void list_shows_a_table_or_json() {
    api.field("afFunctions", "{\"data\":[" + Answers.function("my-gateway", ROUTES) + "]}");

    Cli.Result people = cli.run("functions", "list");
    Cli.Result programs = cli.run("functions", "list", "--json");

    assertThat(people.out().lines().toList().getFirst())
        .matches("NAME +SLUG +STATUS +ROUTES +CODE +URL");
    assertThat(people.out()).contains("my-gateway", "ACTIVE", "1", "none");
    assertThat(programs.out().strip()).startsWith("[").contains("\"name\" : \"my-gateway\"");
    assertThat(programs.err()).isEmpty();
  }

  @Test
  void an_empty_list_says_how_to_begin_and_stays_json_for_programs() {
    api.field("afFunctions", "{\"data\":[]}");

    assertThat(cli.run("functions", "list").err()).contains("af functions create");
    assertThat(cli.run("functions", "list", "--json").out().replaceAll("\\s", "")).isEqualTo("[]");
  }

  @Test
  void get_shows_the_routes() {
    api.field("afFunctionByName", Answers.function("a", ROUTES));

    assertThat(cli.run("functions", "get", "--name", "a").out())
        .contains("/api/* → https://example.com");
  }

  @Test
  void delete_removes_the_function_by_its_id() {
    api.field("afFunctionByName", Answers.function("a", "null"))
        .field("deleteAFFunction", Answers.function("a", "null"));

    assertThat(cli.run("functions", "delete", "--name", "a").out()).contains("Deleted a");
    assertThat(api.request("deleteAFFunction").variables().toString())
        .isEqualTo("{\"where\":{\"id\":\"fn_1\"}}");
  }

  @Test
  void deployments_marks_the_current_one() {
    api.field(
            "afFunctionByName",
            Answers.function("a", "null", "http://a.localhost", Answers.DEPLOYMENT_2))
        .field(
            "afFunctionDeployments",
            "{\"data\":[" + Answers.DEPLOYMENT_2 + "," + Answers.DEPLOYMENT_1 + "]}");

    assertThat(cli.run("functions", "deployments", "--name", "a").out())
        .containsPattern("\\* .*dep_2 +bafkreitwo")
        .doesNotContainPattern("\\* .*dep_1");
  }

  @Test
  void rollback_leaves_the_choice_to_the_server_or_finds_the_deployment_by_its_cid() {
    api.field(
            "afFunctionByName",
            Answers.function("a", "null", "http://a.localhost", Answers.DEPLOYMENT_2))
        .field(
            "afFunctionDeployments",
            "{\"data\":[" + Answers.DEPLOYMENT_2 + "," + Answers.DEPLOYMENT_1 + "]}")
        .field("rollbackAFFunction", Answers.DEPLOYMENT_1);

    assertThat(cli.run("functions", "rollback", "--name", "a").out()).contains("bafkreione");
    assertThat(api.request("rollbackAFFunction").variables().toString())
        .isEqualTo("{\"where\":{\"functionId\":\"fn_1\"}}");
    cli.run("functions", "rollback", "--name", "a", "--to", "bafkreione");
    assertThat(api.requests().getLast().variables().toString())
        .isEqualTo("{\"where\":{\"functionId\":\"fn_1\",\"deploymentId\":\"dep_1\"}}");
    assertThat(cli.run("functions", "rollback", "--name", "a", "--to", "nope").err())
        .contains("has no deployment \"nope\"");
  }

  @Test
  void logs_are_lines_for_people_and_one_object_a_line_for_programs() {
    api.field("afFunctionByName", Answers.function("a", "null"))
        .field(
            "afFunctionLogs",
            """
            {"data":[{"time":"2026-01-01T00:00:00.000Z","level":"info","message":"hi \\u001b[2J",
              "requestId":"r1"},
             {"time":"2026-01-01T00:00:01.000Z","level":"error","message":"bad","requestId":null}]}\
            """);

    Cli.Result people = cli.run("functions", "logs", "--name", "a", "--limit", "5");

    assertThat(people.out().lines())
        .containsExactly(
            "2026-01-01T00:00:00.000Z info  hi �[2J", "2026-01-01T00:00:01.000Z error bad");
    assertThat(api.request("afFunctionLogs").variables().path("limit").asInt()).isEqualTo(5);
    assertThat(cli.run("functions", "logs", "--name", "a", "--json").out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
  }

  @Test
  void logs_are_narrowed_by_age_level_and_request() {
    api.field("afFunctionByName", Answers.function("a", "null"))
        .field("afFunctionLogs", "{\"data\":[]}");

    cli.run(
        "functions", "logs", "--name", "a", "--since", "15m", "--level", "warn", "--request", "r1");

    JsonNode asked = api.request("afFunctionLogs").variables();
    assertThat(asked.path("level").asText()).isEqualTo("warn");
    assertThat(asked.path("requestId").asText()).isEqualTo("r1");
    assertThat(Duration.between(Instant.parse(asked.path("since").asText()), Instant.now()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    assertThat(cli.run("functions", "logs", "--name", "a", "--since", "soon").code()).isEqualTo(2);
  }

  @Test
  void the_configuration_file_gives_name_and_routes_and_options_win_over_it() throws IOException {
    Files.writeString(
        folder.resolve("af.config.json"),
        "{\"functions\":[{\"name\":\"conf\",\"type\":\"gateway\",\"routes\":" + ROUTES + "}]}");
    Path below = Files.createDirectories(folder.resolve("src/deep"));
    api.field("createAFFunction", Answers.function("conf", ROUTES))
        .field("afFunctionByName", Answers.function("conf", "null"))
        .field("updateAFFunction", Answers.function("conf", ROUTES));
    Cli inside = Cli.of(api, below);

    inside.run("functions", "create");
    assertThat(api.requests().getLast().variables().toString())
        .isEqualTo("{\"data\":{\"name\":\"conf\",\"routes\":" + ROUTES + "}}");

    inside.run("functions", "create", "--name", "other", "--routes", "{\"/\":\"http://x.test/\"}");
    assertThat(api.requests().getLast().variables().toString())
        .isEqualTo("{\"data\":{\"name\":\"other\",\"routes\":{\"/\":\"http://x.test/\"}}}");

    inside.run("functions", "update");
    assertThat(api.requests().getLast().variables().path("data").toString())
        .isEqualTo("{\"routes\":" + ROUTES + "}");

    inside.run("functions", "update", "--status", "INACTIVE");
    assertThat(api.requests().getLast().variables().path("data").toString())
        .isEqualTo("{\"status\":\"INACTIVE\"}");
  }

  @Test
  void the_project_is_sent_when_it_is_named() {
    api.field("afFunctions", "{\"data\":[]}");

    cli.with("AF_PROJECT_ID", "prj_9").run("functions", "list");

    assertThat(api.requests().getFirst().headers()).containsEntry("X-project-id", "prj_9");
  }
}

package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectsIT {
  private static final String SHOP =
      "{\"id\":\"prj_2\",\"name\":\"shop\",\"ownerId\":\"prj_1\",\"createdAt\":\"2026-01-01T00:00:00Z\"}";
  private static final String DEFAULT =
      "{\"id\":\"prj_1\",\"name\":\"default\",\"ownerId\":null,\"createdAt\":\"2025-01-01T00:00:00Z\"}";

  @TempDir Path folder;
  private FakeApi api;
  private Cli cli;

  /** As on the machine of a runtime: its credentials file is there, and nothing else. */
  @BeforeEach
  void start() throws IOException {
    api = FakeApi.start();
    api.field("afProjects", "{\"data\":[" + DEFAULT + "," + SHOP + "]}")
        .field("afFunctions", "{\"data\":[]}");
    Files.createDirectories(folder.resolve(".af"));
    Files.writeString(
        folder.resolve(".af/credentials.json"),
        "{\"apiUrl\":\"" + api.url() + "\",\"token\":\"t\",\"projectId\":\"prj_1\"}");
    cli = new Cli(folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void create_shows_the_token_once() {
    api.field("createAFProject", SHOP.replace("}", ",\"token\":\"af_secret\"}"));

    Cli.Result result = cli.run("projects", "create", "--name", "shop");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Created shop", "prj_2", "af_secret");
    assertThat(api.request("createAFProject").variables().toString())
        .isEqualTo("{\"data\":{\"name\":\"shop\"}}");
  }

  @Test
  void the_project_in_use_goes_with_every_command_about_functions_but_not_with_those_on_projects() {
    assertThat(cli.run("projects", "use", "--name", "shop").code()).isZero();
    assertThat(cli.run("functions", "list").code()).isZero();
    Cli.Result list = cli.run("projects", "list");

    assertThat(list.out().lines().filter(line -> line.contains("yes")))
        .singleElement()
        .asString()
        .contains("shop");
    assertThat(api.requests())
        .allSatisfy(request ->
            assertThat(request.headers().get("X-project-id"))
                .isEqualTo(request.query().contains("afFunctions") ? "prj_2" : null));
  }

  @Test
  void the_token_s_own_project_is_marked_until_another_one_is_chosen() {
    assertThat(cli.run("projects", "list").out().lines().filter(line -> line.contains("yes")))
        .singleElement()
        .asString()
        .contains("default");
  }

  @Test
  void a_choice_that_the_environment_would_overrule_is_refused() {
    Cli.Result result = cli.with("AF_TOKEN", "other").run("projects", "use", "--name", "shop");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("AF_TOKEN or AF_PROJECT_ID is set", "AF_PROJECT_ID=prj_2");
    assertThat(folder.resolve(".af/selected-project")).doesNotExist();
  }

  @Test
  void delete_forgets_the_choice_of_what_is_gone() {
    api.field("deleteAFProject", SHOP);
    cli.run("projects", "use", "--name", "shop");

    Cli.Result result = cli.run("projects", "delete", "--name", "shop", "--json");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"prj_2\"");
    assertThat(api.request("deleteAFProject").variables().toString())
        .isEqualTo("{\"where\":{\"id\":\"prj_2\"}}");
    assertThat(folder.resolve(".af/selected-project")).doesNotExist();
  }

  @Test
  void egress_changes_what_is_given_and_keeps_the_rest() {
    String rules = "{\"allow\":[],\"deny\":[\"*:25\"],\"requestsPerSecond\":50}";
    String before = SHOP.replace("}", ",\"egress\":" + rules + "}");
    api.field("afProjects", "{\"data\":[" + DEFAULT + "," + before + "]}")
        .field("updateAFProject", before);

    Cli.Result result =
        cli.run("projects", "egress", "--name", "shop", "--allow", "a.example:443, *.b.example");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("deny       *:25", "requests   at most 50 a second");
    assertThat(api.request("updateAFProject").variables().at("/data/egress").toString())
        .isEqualTo(
            "{\"allow\":[\"a.example:443\",\"*.b.example\"],\"deny\":[\"*:25\"],"
                + "\"requestsPerSecond\":50}");
  }

  @Test
  void egress_without_a_change_shows_the_rules() {
    Cli.Result result = cli.run("projects", "egress", "--name", "shop");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("allow      all that the operator allows");
    assertThat(api.requests()).noneMatch(request -> request.query().contains("updateAFProject"));
  }

  @Test
  void an_egress_entry_that_is_not_valid_is_named_before_anything_is_sent() {
    Cli.Result result = cli.run("projects", "egress", "--name", "shop", "--deny", "10.0.0/8");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("Invalid egress entry \"10.0.0/8\": \"10.0.0\" is not an IP address. Expected");
    assertThat(api.requests()).noneMatch(request -> request.query().contains("updateAFProject"));
  }

  @Test
  void an_unknown_project_is_an_error_that_names_the_known_ones() {
    Cli.Result result = cli.run("projects", "use", "--name", "shpo");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("There is no project named \"shpo\"", "Projects of this token: default, shop");
  }
}

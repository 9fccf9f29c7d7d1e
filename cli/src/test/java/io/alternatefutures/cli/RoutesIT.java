package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoutesIT {
  private static final String ROUTES =
      "{\"/*\":\"http://x.test/all\",\"/api/users/:id\":\"http://x.test/u/:id\",\"/api/*\":\"http://x.test/api\"}";

  @TempDir Path folder;
  private FakeApi api;
  private Cli cli;

  @BeforeEach
  void start() {
    api = FakeApi.start().field("afFunctionByName", Answers.function("a", ROUTES));
    cli = Cli.of(api, folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_list_is_in_the_order_of_preference() {
    assertThat(cli.run("functions", "routes", "list", "--name", "a").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("PATTERN +TARGET +OPTIONS"),
            line -> assertThat(line).startsWith("/api/users/:id "),
            line -> assertThat(line).startsWith("/api/* "),
            line -> assertThat(line).startsWith("/* "));
  }

  @Test
  void a_path_is_explained_with_winner_target_and_the_fate_of_every_route() {
    Cli.Result result =
        cli.run("functions", "routes", "test", "/api/x/../users/7?x=1", "--name", "a");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("/api/users/:id → http://x.test/u/7?x=1", ":id = 7", "chosen", "outranked");
  }

  @Test
  void programs_get_the_explanation_as_json() throws IOException {
    Cli.Result result = cli.run("functions", "routes", "test", "/api/y", "--name", "a", "--json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("pattern").asText()).isEqualTo("/api/*");
    assertThat(json.path("target").asText()).isEqualTo("http://x.test/api/y");
    assertThat(json.path("candidates").size()).isEqualTo(3);
    assertThat(json.path("candidates").path(0).path("verdict").asText()).isEqualTo("NO_MATCH");
  }

  @Test
  void a_request_is_explained_with_its_method_and_all_that_is_done_with_it() {
    api.field(
        "afFunctionByName",
        Answers.function(
            "a",
            """
            {"/x": {"target": "http://x.test", "methods": ["POST"], "headers": {"X-Beta": "1"},
              "rateLimit": {"requests": 5, "per": "1s"},
              "auth": {"apiKey": {"keys": ["sha256:%s"]}}}}\
            """
                .formatted("ab".repeat(32))));

    assertThat(cli.run("functions", "routes", "test", "/x", "--name", "a").out())
        .contains("the method is GET, not POST");
    assertThat(cli.run("functions", "routes", "test", "/x", "-X", "post", "--name", "a").out())
        .contains("header X-Beta is missing");
    assertThat(
            cli.run(
                    "functions",
                    "routes",
                    "test",
                    "/x",
                    "-X",
                    "post",
                    "-H",
                    "x-beta: 1",
                    "--name",
                    "a")
                .out())
        .contains("rate limit: 5 requests in 1s", "auth: a key in X-Api-Key")
        .doesNotContain("abab");
  }

  @Test
  void a_path_that_no_route_matches_goes_to_the_code() {
    api.field("afFunctionByName", Answers.function("a", "{\"/x\":\"http://x.test\"}"));

    assertThat(cli.run("functions", "routes", "test", "/y", "--name", "a").out())
        .contains("No route matches /y: the code of a answers.");
  }

  @Test
  void a_path_without_a_safe_meaning_is_refused() {
    Cli.Result result = cli.run("functions", "routes", "test", "/%zz", "--name", "a");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("invalid percent-encoding", "400");
  }

  @Test
  void a_function_without_routes_says_how_to_set_them() {
    api.field("afFunctionByName", Answers.function("a", "null"));

    assertThat(cli.run("functions", "routes", "list", "--name", "a").err())
        .contains("af functions update --functionName a --routes");
  }

  @Test
  void thousands_of_routes_do_not_flood_the_terminal() {
    String routes =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"/r%d\":\"http://x.test\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    api.field("afFunctionByName", Answers.function("a", routes));

    String explained = cli.run("functions", "routes", "test", "/r999", "--name", "a").out();
    assertThat(explained.lines()).hasSizeLessThan(50);
    assertThat(explained).contains("chosen", "and 4969 more that do not");
    String shown = cli.run("functions", "get", "--name", "a").out();
    assertThat(shown.lines()).hasSizeLessThan(50);
    assertThat(shown).contains("5000", "and 4980 more");
  }
}

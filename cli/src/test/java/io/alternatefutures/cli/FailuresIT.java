package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailuresIT {
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

  private static void assertFailed(Cli.Result result, String... parts) {
    assertThat(result.err()).startsWith("error: ").contains(parts);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void an_api_that_is_not_there_is_named_with_how_to_start_it() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + free;

    assertFailed(
        new Cli(folder).with("AF_API_URL", url).run("functions", "list"), url, "af runtime");
  }

  @Test
  void a_refused_token_is_told_with_where_it_came_from() throws IOException {
    api.everything(401, "{\"error\":\"unknown token\",\"code\":\"UNAUTHENTICATED\"}");

    assertFailed(cli.run("functions", "list"), api.url(), "from AF_TOKEN");

    Path data = Files.createDirectories(folder.resolve("data"));
    Path file =
        Files.writeString(
            data.resolve("credentials.json"),
            "{\"apiUrl\":\"" + api.url() + "\",\"token\":\"old\",\"projectId\":\"prj_1\"}");
    Cli withFile = new Cli(folder).with("AF_DATA_DIR", "data");
    assertFailed(withFile.run("functions", "list"), "from " + file);
    assertThat(api.requests().getLast().headers())
        .containsEntry("Authorization", "Bearer old")
        .containsEntry("X-project-id", "prj_1");
  }

  @Test
  void a_missing_token_is_told_with_where_it_was_looked_for() {
    api.everything(401, "{\"error\":\"no token\",\"code\":\"UNAUTHENTICATED\"}");

    assertFailed(
        new Cli(folder).with("AF_API_URL", api.url()).run("functions", "list"),
        "AF_TOKEN is not set",
        folder.resolve(".af/credentials.json").toString());
  }

  @Test
  void an_unknown_function_is_told_with_those_that_exist() {
    api.field("afFunctionByName", "null")
        .field("afFunctions", "{\"data\":[" + Answers.function("other", "null") + "]}");

    assertFailed(
        cli.run("functions", "get", "--name", "nope"),
        "There is no function named \"nope\"",
        "other");
  }

  @Test
  void what_the_server_refuses_is_told_in_its_words() {
    api.fieldError("createAFFunction", "The slug is taken", "{\"code\":\"CONFLICT\"}");

    assertFailed(cli.run("functions", "create", "--name", "a"), "error: The slug is taken");
  }

  @Test
  void an_answer_that_is_not_json_is_shown_in_part() {
    api.everything(502, "<html>bad gateway</html>");

    assertFailed(cli.run("functions", "list"), "answered status 502", "<html>bad gateway</html>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                            | Routes must be an object mapping path patterns to target"
            + " URLs",
        "{}                            | Routes object cannot be empty",
        "{\"a\":\"http://x.test\"}     | Invalid path pattern \"a\". Path patterns must start with"
            + " \"/\"",
        "{\"/a\":1}                    | Invalid target URL for path \"/a\". Target must be a"
            + " string",
        "{\"/a\":\"x\"}                | Invalid target URL \"x\" for path \"/a\". Must be a valid"
            + " URL",
        "{\"/a\":\"ftp://x.test\"}     | Must use http:// or https:// protocol",
      })
  void routes_that_cannot_be_used_are_refused_before_they_are_sent(String routes, String message) {
    assertFailed(
        cli.run("functions", "create", "--name", "a", "--routes", routes), message, "--routes");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void bad_json_on_the_command_line_is_shown_with_its_position() {
    assertFailed(
        cli.run("functions", "create", "--name", "a", "--routes", "{\"/a\": \"http://x.test\",}"),
        "Invalid JSON in --routes at line 1, column 24",
        "{\"/a\": \"http://x.test\",}\n                         ^");
  }

  @Test
  void bad_json_in_a_file_is_shown_with_file_and_position() throws IOException {
    Files.writeString(folder.resolve("routes.json"), "{\n  \"/a\": nope\n}\n");

    assertFailed(
        cli.run("functions", "create", "--name", "a", "--routes", "routes.json"),
        "Invalid JSON in routes.json at line 2, column");
  }

  @Test
  void a_path_that_is_there_twice_is_refused() {
    assertFailed(
        cli.run(
            "functions",
            "create",
            "--name",
            "a",
            "--routes",
            "{\"/a\":\"http://x.test\",\"/a\":\"http://y.test\"}"),
        "Duplicate field '/a'");
  }

  @Test
  void a_routes_file_that_is_not_there_is_named() {
    assertFailed(
        cli.run("functions", "create", "--name", "a", "--routes", "nope.json"),
        "file not found: nope.json");
  }

  @Test
  void an_api_url_that_cannot_be_one_is_refused_with_its_source() {
    assertFailed(
        cli.with("AF_API_URL", "localhost:4000").run("functions", "list"),
        "Invalid API URL \"localhost:4000\" from AF_API_URL");
  }
}

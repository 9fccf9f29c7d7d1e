package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InvokeIT {
  @TempDir Path folder;
  private FakeApi api;
  private Cli cli;

  @BeforeEach
  void start() {
    // The listener stands for the control API and for the edge.
    api = FakeApi.start();
    api.field(
            "afFunctionByName",
            Answers.function("a", "null", "http://a.localhost:" + api.port(), "null"))
        .path("GET /hi?x=1", 200, "hello")
        .path("POST /", 404, "posted");
    cli = Cli.of(api, folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_body_is_printed_and_the_host_is_the_functions() {
    Cli.Result result = cli.run("functions", "invoke", "--name", "a", "--path", "/hi?x=1");

    assertThat(result.out()).isEqualTo("hello");
    assertThat(result.code()).isZero();
    assertThat(api.request("/hi").headers()).containsEntry("Host", "a.localhost:" + api.port());
  }

  @Test
  void status_and_headers_are_printed_when_asked_for() {
    Cli.Result result = cli.run("functions", "invoke", "--name", "a", "--path", "/hi?x=1", "-i");

    assertThat(result.out())
        .startsWith("HTTP/1.1 200\n")
        .contains("content-length: 5")
        .endsWith("\n\nhello");
  }

  @Test
  void data_is_posted_with_the_given_headers() throws IOException {
    Files.writeString(folder.resolve("body.txt"), "from a file");

    Cli.Result result =
        cli.run("functions", "invoke", "--name", "a", "-d", "@body.txt", "-H", "X-One: 1");

    FakeApi.Request request = api.requests().getLast();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("from a file");
    assertThat(request.headers()).containsEntry("X-one", "1");
    assertThat(result.out()).isEqualTo("posted");
    assertThat(result.code()).isZero();
  }

  @Test
  void an_error_status_fails_when_asked_for() {
    assertThat(cli.run("functions", "invoke", "--name", "a", "-X", "POST", "--fail").code())
        .isEqualTo(1);
  }

  @Test
  void wrong_values_are_wrong_usage() {
    assertThat(cli.run("functions", "invoke", "--name", "a", "--path", "hi").code()).isEqualTo(2);
    Cli.Result header = cli.run("functions", "invoke", "--name", "a", "-H", "nope");
    assertThat(header.code()).isEqualTo(2);
    assertThat(header.err()).contains("\"nope\" is not in the form");
  }
}

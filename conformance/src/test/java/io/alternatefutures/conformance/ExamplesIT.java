package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples, installed with npm, bundled, deployed and called from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INSTALL_MINUTES = 5;

  private RuntimeProcess runtime;
  private Cli af;
  private EdgeClient curl;
  private Path folder;

  @BeforeAll
  void installPackages(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    ObjectNode dependencies = JSON.createObjectNode();
    for (Path example : examples()) {
      copy(example, folder.resolve(example.getFileName()));
      JsonNode description = JSON.readTree(example.resolve("package.json").toFile());
      dependencies.setAll((ObjectNode) description.path("dependencies"));
    }
    ObjectNode all = JSON.createObjectNode().put("private", true);
    all.set("dependencies", dependencies);
    JSON.writeValue(folder.resolve("package.json").toFile(), all);
    Path output = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(npm.exitValue()).as(() -> read(output)).isZero();
    runtime = RuntimeProcess.start(Map.of());
    af = runtime.cli();
    curl = runtime.edge();
  }

  @AfterAll
  void stop() {
    Stream.of(curl, af, runtime).forEach(ExamplesIT::close);
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> entries = Files.list(EXAMPLES)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      return missing.toString();
    }
  }

  private void deploy(String example, String file, String... options) {
    af.ok("functions", "create", "--name", example);
    String path = folder.resolve(example).resolve(file).toString();
    af.ok(
        Stream.concat(
                Stream.of("functions", "deploy", "--name", example, "--path", path),
                Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void every_example_is_tested_and_listed() throws IOException {
    String readme = Files.readString(EXAMPLES.resolve("README.md"));
    String test =
        Files.readString(Path.of("src/test/java/io/alternatefutures/conformance/ExamplesIT.java"));
    for (Path example : examples()) {
      assertThat(readme).contains("| [" + example.getFileName() + "](");
      assertThat(test).contains("deploy(\"" + example.getFileName() + "\"");
    }
  }

  @Test
  void hono_routes_and_reads_json() {
    deploy("hono", "index.ts", "--env", "GREETING=welcome");
    ok(curl.get("hono", "/hello/ada"), "welcome ada\n");
    ok(curl.post("hono", "/echo", "{\"a\":1}"), "{\"got\":{\"a\":1}}");
    assertThat(curl.get("hono", "/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void itty_router_routes() {
    deploy("itty-router", "index.js");
    ok(curl.get("itty-router", "/items/7"), "{\"id\":7}");
    HttpResponse<String> broken = curl.get("itty-router", "/broken");
    assertThat(broken.statusCode()).isEqualTo(418);
    assertThat(broken.body()).contains("no coffee");
  }

  @Test
  void zod_checks_bodies() {
    deploy("zod", "index.ts");
    ok(curl.post("zod", "/", "{\"item\":\"tea\"}"), "{\"item\":\"tea\",\"count\":1}");
    HttpResponse<String> refused = curl.post("zod", "/", "{\"item\":\"tea\",\"count\":-1}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).isEqualTo("{\"problems\":[\"count\"]}");
  }

  @Test
  void jose_signs_and_verifies_tokens() {
    deploy("jose", "index.ts", "--env", "SECRET=thirty-two bytes of a secret text");
    String token = curl.get("jose", "/").body();
    assertThat(token.split("\\.")).hasSize(3);
    ok(
        curl.send(curl.request("jose", "/").header("Authorization", "Bearer " + token)),
        "{\"user\":\"ada\"}");
    assertThat(
            curl.send(curl.request("jose", "/").header("Authorization", "Bearer " + token + "x"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void small_packages_give_identifiers_dates_and_html() {
    deploy("identifiers", "index.js");
    assertThat(curl.get("identifiers", "/nanoid").body()).matches("[\\w-]{21}");
    assertThat(curl.get("identifiers", "/ulid").body()).matches("[0-9A-HJKMNP-TV-Z]{26}");
    ok(curl.get("identifiers", "/tomorrow"), "2024-02-29");
    assertThat(curl.get("identifiers", "/").body())
        .isEqualToIgnoringWhitespace("<h1>Title</h1> <p>Some <em>text</em>.</p>");
  }

  @Test
  void graphql_yoga_answers_queries() {
    deploy("graphql-yoga", "index.ts");
    HttpResponse<String> answer =
        curl.send(
            curl.request("graphql-yoga", "/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{ hello(name: \\\"ada\\\") }\"}")));
    assertThat(answer.body()).isEqualTo("{\"data\":{\"hello\":\"hello ada\"}}");
  }

  @Test
  void preact_renders_on_the_server() {
    deploy("preact", "index.tsx");
    ok(
        curl.get("preact", "/?name=ada&name=%3Cgrace%3E"),
        "<!doctype html><ul class=\"names\"><li>ada</li><li>&lt;grace></li></ul>");
  }

  @Test
  void concurrent_streams_in_one_isolate_keep_their_own_stores() {
    deploy("token-stream", "index.ts");
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 8)
            .mapToObj(number ->
                CompletableFuture.supplyAsync(() ->
                    curl.post("token-stream", "/", "{\"prompt\":\"number " + number + "\"}")
                        .body()))
            .toList();
    for (int number = 0; number < answers.size(); number++) {
      assertThat(answers.get(number).join())
          .isEqualTo(
              """
              data: {"delta":"You"}

              data: {"delta":"said:"}

              data: {"delta":"number"}

              data: {"delta":"%d"}

              data: [DONE]

              """
                  .formatted(number));
    }
  }
}

package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.content.BlockSink;
import io.alternatefutures.content.UnixFsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployIT {
  private static final String HELLO =
      "export default { fetch() { return new Response('hello') } }\n";

  @TempDir Path folder;
  private FakeApi api;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    api = FakeApi.start();
    cli = Cli.of(api, folder).with("XDG_CACHE_HOME", System.getProperty("java.io.tmpdir"));
    Files.writeString(folder.resolve("hello.js"), HELLO);
    api.field("afFunctionByName", Answers.function("a", "null"))
        .field("triggerAFFunctionDeployment", Answers.deployment("dep_1", cid(HELLO)))
        .path("GET /duplicity/", 200, "")
        .path("POST /store", 200, cid(HELLO))
        .path("POST /upload", 200, "");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String cid(String content) throws IOException {
    return new UnixFsWriter(BlockSink.discarding())
        .addFile(content.getBytes(StandardCharsets.UTF_8))
        .cid()
        .toString();
  }

  private static String text(FakeApi.Request request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_plain_file_is_uploaded_as_it_is_under_its_own_cid() throws IOException {
    Cli.Result result = cli.run("functions", "deploy", "--name", "a", "--path", "hello.js");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Deployed a", "http://a.localhost:3000", cid(HELLO), "took");
    assertThat(api.wasAsked("/duplicity/" + cid(HELLO))).isTrue();
    FakeApi.Request store = api.request("/store");
    assertThat(store.headers()).containsEntry("Content-type", "application/vnd.ipld.car");
    assertThat(text(store)).endsWith(HELLO);
    assertThat(api.request("/upload").json().toString())
        .isEqualTo(
            "{\"basename\":\"hello.js\",\"totalSize\":"
                + HELLO.length()
                + ",\"rootCid\":\"CID\",\"shardCids\":[\"CID\"]}".replace("CID", cid(HELLO)));
    assertThat(api.request("triggerAFFunctionDeployment").variables().toString())
        .isEqualTo(
            "{\"where\":{\"functionId\":\"fn_1\",\"cid\":\"CID\"},\"data\":{\"cid\":\"CID\"}}"
                .replace("CID", cid(HELLO)));
  }

  @Test
  void programs_get_one_json_object() throws IOException {
    Cli.Result result =
        cli.run("functions", "deploy", "--name", "a", "--path", "hello.js", "--json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("cid").asText()).isEqualTo(cid(HELLO));
    assertThat(json.path("bundled").asBoolean()).isFalse();
    assertThat(json.path("uploaded").asBoolean()).isTrue();
    assertThat(json.path("durationMillis").isNumber()).isTrue();
    assertThat(json.path("deployment").path("id").asText()).isEqualTo("dep_1");
  }

  @Test
  void content_that_the_server_has_is_not_sent_again() {
    api.path("GET /duplicity/", 409, "");

    Cli.Result result = cli.run("functions", "deploy", "--name", "a", "--path", "hello.js");

    assertThat(result.out()).contains("was uploaded before");
    assertThat(api.wasAsked("/store")).isFalse();
  }

  @Test
  void another_cid_from_the_server_stops_the_deployment() throws IOException {
    api.path("POST /store", 200, "bafkreisomethingelse");

    Cli.Result result = cli.run("functions", "deploy", "--name", "a", "--path", "hello.js");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("bafkreisomethingelse", cid(HELLO), "Nothing was deployed");
    assertThat(api.wasAsked("triggerAFFunctionDeployment")).isFalse();
  }

  @Test
  void typescript_with_imports_becomes_one_module() throws IOException {
    Files.writeString(folder.resolve("greet.ts"), "export const greet: string = 'hi there';\n");
    Files.writeString(
        folder.resolve("index.ts"),
        "import { greet } from './greet'\nexport const main = (p: object) => greet\n");
    // The CID is not known beforehand: refuse the upload and look at what came.
    api.path("POST /store", 413, "{\"error\":\"too large\",\"code\":\"PAYLOAD_TOO_LARGE\"}");

    Cli.Result result = cli.run("functions", "deploy", "--name", "a", "--path", "index.ts");

    assertThat(result.err()).contains("error: too large");
    assertThat(text(api.request("/store")))
        .contains("hi there", "export {", "sourceMappingURL=data:application/json;base64,")
        .doesNotContain(": object");
  }

  @Test
  void an_import_is_left_alone_when_bundling_is_switched_off() throws IOException {
    String source = "import x from './x.js'\nexport default x\n";
    Files.writeString(folder.resolve("index.js"), source);
    api.path("POST /store", 200, cid(source));

    Cli.Result result =
        cli.run("functions", "deploy", "--name", "a", "--path", "index.js", "--bundle", "false");

    assertThat(result.code()).isZero();
    assertThat(text(api.request("/store"))).endsWith(source);
  }

  @Test
  void env_comes_from_file_and_options_and_is_never_in_the_content() throws IOException {
    Files.writeString(folder.resolve(".env"), "# secrets\nexport A=1\nB=\"two \\\"x\\\"\"\n");

    Cli.Result result =
        cli.run(
            "functions",
            "deploy",
            "--name",
            "a",
            "--path",
            "hello.js",
            "--env",
            "A=over=all",
            "--env",
            "C=",
            "--envFile",
            ".env");

    assertThat(result.code()).isZero();
    JsonNode data = api.request("triggerAFFunctionDeployment").variables().path("data");
    assertThat(data.path("env").toString())
        .isEqualTo("{\"A\":\"over=all\",\"B\":\"two \\\"x\\\"\",\"C\":\"\"}");
    assertThat(text(api.request("/store"))).doesNotContain("over=all");
  }

  @Test
  void assets_are_uploaded_as_a_folder_with_a_cid_of_its_own() throws IOException {
    Path assets = Files.createDirectories(folder.resolve("public/css"));
    Files.writeString(assets.resolve("a.css"), "a{}");
    String root =
        new UnixFsWriter(BlockSink.discarding()).addTree(folder.resolve("public")).cid().toString();
    api.path("GET /duplicity/", 409, "");

    Cli.Result result =
        cli.run("functions", "deploy", "--name", "a", "--path", "hello.js", "--assets", "public");

    assertThat(result.code()).isZero();
    assertThat(
            api.request("triggerAFFunctionDeployment")
                .variables()
                .path("data")
                .path("assetsCid")
                .asText())
        .isEqualTo(root);
  }

  @Test
  void a_module_that_does_not_compile_is_told_with_its_position() {
    api.fieldError(
        "triggerAFFunctionDeployment",
        "Deployment failed: SyntaxError: Unexpected token. The version deployed before keeps"
            + " running",
        "{\"code\":\"DEPLOYMENT_FAILED\",\"line\":1,\"column\":5}");

    Cli.Result result = cli.run("functions", "deploy", "--name", "a", "--path", "hello.js");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "error: hello.js:1:5: Deployment failed: SyntaxError: Unexpected token. The version"
                + " deployed before keeps running\n");
  }

  @Test
  void files_that_cannot_be_deployed_are_named() throws IOException {
    Files.writeString(folder.resolve("empty.js"), "");

    assertThat(cli.run("functions", "deploy", "--name", "a", "--path", "nope.js").err())
        .contains("File not found: nope.js");
    assertThat(cli.run("functions", "deploy", "--name", "a", "--path", ".").err())
        .contains("is a folder, not a file");
    assertThat(cli.run("functions", "deploy", "--name", "a", "--path", "empty.js").err())
        .contains("empty.js is empty");
    Cli.Result noPath = cli.run("functions", "deploy", "--name", "a");
    assertThat(noPath.err()).contains("Missing required option: '--path=<file>'");
    assertThat(noPath.code()).isEqualTo(2);
  }

  @Test
  void env_that_is_not_an_assignment_is_wrong_usage() {
    Cli.Result result =
        cli.run("functions", "deploy", "--name", "a", "--path", "hello.js", "--env", "A");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\"A\" is not in the form NAME=VALUE");
  }
}

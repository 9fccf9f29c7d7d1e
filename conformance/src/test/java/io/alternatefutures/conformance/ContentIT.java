package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static io.alternatefutures.conformance.EdgeAnswers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.content.CarWriter;
import io.alternatefutures.model.Cid;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Content is what its CID says, wherever it comes from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentIT {
  /** What the honest gateway has, by CID. */
  private final Map<String, byte[]> published = new ConcurrentHashMap<>();

  private final Origin liar =
      Origin.start(exchange -> answerBlock(exchange, "not what was asked for".getBytes(UTF_8)));
  private final Origin honest = Origin.start(this::answerPublished);
  private final RuntimeProcess runtime =
      RuntimeProcess.start(Map.of("IPFS_GATEWAYS", liar.url() + "," + honest.url()));
  private EdgeClient edge = runtime.edge();

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    honest.close();
    liar.close();
  }

  private void answerPublished(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] block = published.get(path.substring("/ipfs/".length()));
    if (block == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      answerBlock(exchange, block);
    }
  }

  private static void answerBlock(HttpExchange exchange, byte[] block) throws IOException {
    Origin.answer(exchange, 200, "application/vnd.ipld.raw", block);
  }

  private static byte[] answering(String text) {
    return ("export default () => new Response('" + text + "')").getBytes(UTF_8);
  }

  @Test
  void a_flipped_byte_on_disk_is_never_executed() throws IOException {
    JsonNode function = runtime.control().create("flipped", text(answering("original")));
    Cid cid = Cid.parse(function.path("currentDeployment").path("cid").asText());
    ok(edge.get("flipped", "/"), "original");
    runtime.terminate();
    flip(cid, "original", "0riginal");
    restart();

    HttpResponse<String> response = edge.get("flipped", "/");

    refused(response, 500, "CONTENT_CORRUPT");
    assertThat(response.body()).doesNotContain("0riginal", "original");
    refused(edge.get("flipped", "/"), 500, "CONTENT_CORRUPT");
    assertThat(runtime.log()).contains(cid.toString(), "corrupt");
  }

  @Test
  void a_flipped_byte_is_mended_from_a_gateway_that_has_the_block() throws IOException {
    byte[] source = answering("mended");
    JsonNode function = runtime.control().create("mended", text(source));
    Cid cid = Cid.parse(function.path("currentDeployment").path("cid").asText());
    published.put(cid.toString(), source);
    runtime.terminate();
    flip(cid, "mended", "m3nded");
    restart();

    ok(edge.get("mended", "/"), "mended");

    assertThat(Files.readAllBytes(block(cid))).isEqualTo(source);
    assertThat(runtime.log()).contains("Gateway " + liar.url() + " is not to be trusted");
  }

  @Test
  void content_that_is_not_here_is_fetched_when_it_is_deployed_past_a_gateway_that_lies() {
    byte[] source = answering("from afar");
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, source);
    published.put(cid.toString(), source);
    JsonNode function = runtime.control().create(Map.of("name", "fetched"));

    JsonNode answer =
        runtime.control().tryDeploy(function.path("id").asText(), Map.of("cid", cid.toString()));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    ok(edge.get("fetched", "/"), "from afar");
    assertThat(runtime.log())
        .contains("Gateway " + liar.url() + " is not to be trusted", cid.toString());
    int asked = honest.requests().size();
    edge.get("fetched", "/");
    assertThat(honest.requests()).hasSize(asked);
  }

  @Test
  void content_that_no_gateway_has_fails_the_deployment_with_what_each_answered() {
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, answering("nowhere"));
    JsonNode function = runtime.control().create("unmoved", text(answering("as before")));

    JsonNode answer =
        runtime.control().tryDeploy(function.path("id").asText(), Map.of("cid", cid.toString()));

    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("CONTENT_NOT_FOUND");
    assertThat(error.path("message").asText()).contains(cid.toString(), liar.url(), honest.url());
    ok(edge.get("unmoved", "/"), "as before");
  }

  @Test
  void a_car_with_a_block_that_does_not_hash_to_its_cid_is_refused_with_that_cid()
      throws IOException {
    Cid claimed = Cid.ofBlock(Cid.CODEC_RAW, answering("claimed"));

    HttpResponse<String> response = runtime.control().store(car(claimed, answering("sent")));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = ControlClient.json(response);
    assertThat(body.path("code").asText()).isEqualTo("CONTENT_INVALID");
    assertThat(body.path("error").asText()).contains("does not hash to its CID " + claimed);
    assertThat(runtime.control().get("/duplicity/" + claimed).statusCode()).isEqualTo(200);
  }

  @Test
  void an_upload_over_the_limit_is_refused() {
    long bytes = (100L << 20) + 1;

    HttpResponse<String> response =
        runtime
            .control()
            .send(
                runtime
                    .control()
                    .request("/store")
                    .header("Content-Type", "application/vnd.ipld.car")
                    .POST(
                        BodyPublishers.fromPublisher(
                            BodyPublishers.ofInputStream(() -> zeros(bytes)), bytes)));

    assertThat(response.statusCode()).isEqualTo(413);
    JsonNode body = ControlClient.json(response);
    assertThat(body.path("code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(body.path("error").asText()).contains("100.0 MiB");
  }

  @Test
  void the_command_line_and_the_server_find_the_same_cid() {
    byte[] source = answering("the same");
    try (Cli cli = runtime.cli()) {
      cli.ok("functions", "create", "--name", "same");
      cli.write("same.js", text(source));

      JsonNode deployed = cli.json("functions", "deploy", "--name", "same", "--path", "same.js");

      String cid = Cid.ofBlock(Cid.CODEC_RAW, source).toString();
      assertThat(deployed.path("cid").asText()).isEqualTo(cid);
      JsonNode inline = runtime.control().create("same-inline", text(source));
      assertThat(inline.path("currentDeployment").path("cid").asText()).isEqualTo(cid);
    }
  }

  private static String text(byte[] source) {
    return new String(source, UTF_8);
  }

  private static byte[] car(Cid cid, byte[] block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = CarWriter.to(out, cid)) {
      car.put(cid, block);
      car.finish(cid);
    }
    return out.toByteArray();
  }

  private static InputStream zeros(long bytes) {
    return new InputStream() {
      private long left = bytes;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int count = (int) Math.min(left, length);
        left -= count;
        return count;
      }
    };
  }

  private void restart() {
    edge.close();
    runtime.startAgain();
    edge = runtime.edge();
  }

  private void flip(Cid cid, String before, String after) throws IOException {
    Path file = block(cid);
    Files.writeString(file, Files.readString(file).replace(before, after));
  }

  /** The file that holds the block: named by the hash. */
  private Path block(Cid cid) throws IOException {
    String name = HexFormat.of().formatHex(cid.digest());
    try (var files = Files.walk(runtime.dataDirectory().resolve("blocks"))) {
      return files
          .filter(file -> file.endsWith(name) && !file.toString().contains("corrupt"))
          .findFirst()
          .orElseThrow();
    }
  }
}

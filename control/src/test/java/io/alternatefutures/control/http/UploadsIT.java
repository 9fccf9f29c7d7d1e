package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.content.CarWriter;
import io.alternatefutures.content.UnixFsWriter;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The upload endpoints, with a real block store behind them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UploadsIT {
  private static final String CAR = "application/vnd.ipld.car";

  @SuppressWarnings("NullAway.Init") // set before the tests
  private ControlFixture control;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private Path directory;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    control = new ControlFixture(temporary.resolve("content"), ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterAll
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_car_is_taken_in_and_its_root_answered_as_text() throws IOException {
    Archive archive = archive(bytes(2_500_000));
    assertThat(control.get("/duplicity/" + archive.root()).statusCode()).isEqualTo(200);

    HttpResponse<String> response =
        control.post("/store", CAR, BodyPublishers.ofByteArray(archive.bytes()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(response.body()).isEqualTo(archive.root().toString());
    assertThat(control.get("/duplicity/" + archive.root()).statusCode()).isEqualTo(409);
    assertThat(control.content.read(archive.root(), 10 << 20)).isEqualTo(archive.file());
  }

  @Test
  void a_car_of_unknown_length_is_taken_in_too() throws IOException {
    Archive archive = archive(bytes(1_200_000));
    HttpResponse<String> response =
        control.post(
            "/store",
            CAR,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(archive.bytes())));
    assertThat(response.body()).isEqualTo(archive.root().toString());
  }

  @Test
  void a_block_that_does_not_hash_to_its_cid_is_a_400_that_names_it() throws IOException {
    Archive archive = archive("honest content of a block".getBytes(StandardCharsets.UTF_8));
    byte[] corrupt = archive.bytes().clone();
    corrupt[corrupt.length - 1] ^= 1;

    HttpResponse<String> response =
        control.post("/store", CAR, BodyPublishers.ofByteArray(corrupt));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = control.json(response);
    assertThat(body.path("code").asText()).isEqualTo("CONTENT_INVALID");
    assertThat(body.path("error").asText())
        .contains("does not hash to its CID")
        .contains(archive.root().toString());
    assertThat(control.content.has(archive.root())).isFalse();
  }

  @Test
  void what_is_no_car_is_a_400() {
    HttpResponse<String> response =
        control.post("/store", CAR, BodyPublishers.ofString("certainly not a CAR"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).path("code").asText()).isEqualTo("CONTENT_INVALID");
    HttpResponse<String> empty = control.post("/store", CAR, BodyPublishers.noBody());
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(control.json(empty).path("error").asText()).containsIgnoringCase("empty");
  }

  @Test
  void an_upload_that_says_it_is_over_the_limit_is_a_413_with_both_sizes() {
    HttpResponse<String> response =
        control.post(
            "/store",
            CAR,
            BodyPublishers.ofByteArray(new byte[(int) ControlFixture.CAR_BYTES + 1]));
    expect(
        response,
        413,
        "PAYLOAD_TOO_LARGE",
        "The upload has 3145729 bytes; the limit is 3145728 bytes (3.0 MiB)");
  }

  @Test
  void an_upload_that_turns_out_over_the_limit_is_a_413() throws IOException {
    Archive archive = archive(bytes(5_000_000));
    HttpResponse<String> response =
        control.post(
            "/store",
            CAR,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(archive.bytes())));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(control.json(response).path("code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(control.json(response).path("error").asText()).contains("3145728 bytes");
    assertThat(control.content.has(archive.root())).isFalse();
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing_and_harms_nothing() throws IOException {
    Archive archive = archive(bytes(2_100_000));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /store HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                  + CAR
                  + "\r\nAuthorization: Bearer "
                  + control.credentials.token().value()
                  + "\r\nContent-Length: "
                  + archive.bytes().length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(archive.bytes(), 0, 1_500_000);
      out.flush();
    }
    assertThat(control.get("/duplicity/" + archive.root()).statusCode()).isEqualTo(200);
    assertThat(control.post("/store", CAR, BodyPublishers.ofByteArray(archive.bytes())).body())
        .isEqualTo(archive.root().toString());
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on_or_not_to() throws IOException {
    Archive archive = archive(bytes(300_000));
    HttpResponse<String> response =
        control.send(
            control
                .request("/store")
                .expectContinue(true)
                .header("Content-Type", CAR)
                .POST(BodyPublishers.ofByteArray(archive.bytes())));
    assertThat(response.body()).isEqualTo(archive.root().toString());
    HttpResponse<String> refused =
        control.send(
            control
                .request("/store")
                .expectContinue(true)
                .header("Content-Type", CAR)
                .POST(BodyPublishers.ofByteArray(new byte[4 << 20])));
    assertThat(refused.statusCode()).isEqualTo(413);
  }

  @Test
  void another_content_type_is_told() {
    expect(
        control.post("/store", "application/octet-stream", BodyPublishers.ofString("x")),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "The Content-Type is application/octet-stream. Send a CAR as application/vnd.ipld.car");
  }

  @Test
  void a_path_without_a_cid_is_told() {
    HttpResponse<String> response = control.get("/duplicity/nonsense");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).path("error").asText())
        .startsWith("The path has no valid CID: ")
        .contains("nonsense");
  }

  @Test
  void an_upload_is_recorded_when_its_content_is_here() throws IOException {
    Archive archive = stored("recorded");
    HttpResponse<String> response =
        record(
            Map.of(
                "basename",
                "code.js",
                "totalSize",
                archive.file().length,
                "rootCid",
                archive.root().toString(),
                "shardCids",
                List.of(archive.root().toString())));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(control.json(response).path("cid").asText()).isEqualTo(archive.root().toString());
  }

  @Test
  void an_upload_record_that_is_wrong_is_told() {
    Cid nowhere = Cid.ofBlock(Cid.CODEC_RAW, "nowhere".getBytes(StandardCharsets.UTF_8));
    expect(
        record(Map.of("rootCid", nowhere.toString())),
        404,
        "CONTENT_NOT_FOUND",
        "Content " + nowhere + " is not here. Send it with POST /store first");
    expect(record(Map.of()), 400, "BAD_REQUEST", "rootCid must be a CID, but is null");
    expect(
        record(Map.of("rootCid", nowhere.toString(), "totalSize", -1)),
        400,
        "BAD_REQUEST",
        "totalSize must be a number of bytes, but is -1");
    expect(
        record(Map.of("rootCid", nowhere.toString(), "shardCids", "x")),
        400,
        "BAD_REQUEST",
        "shardCids must be an array of at most 10000 CIDs");
    HttpResponse<String> broken =
        control.post("/upload", "application/json", BodyPublishers.ofString("{"));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(control.json(broken).path("error").asText())
        .startsWith("The body is not valid JSON");
  }

  @Test
  void content_that_nothing_uses_is_deleted() throws IOException {
    Archive archive = stored("deleted");
    assertThat(delete(archive.root()).statusCode()).isEqualTo(200);
    assertThat(control.content.has(archive.root())).isFalse();
    expect(
        delete(archive.root()),
        404,
        "CONTENT_NOT_FOUND",
        "Content " + archive.root() + " is not here. Nothing was deleted");
  }

  @Test
  void content_that_a_deployment_uses_is_not_deleted() throws IOException {
    Archive archive = stored("export default 'in use'");
    String id = control.create("in-use");
    control.data(
        "mutation($f: ID!, $c: String){triggerAFFunctionDeployment(where:{functionId:$f},"
            + "data:{cid:$c}){id}}",
        Map.of("f", id, "c", archive.root().toString()));

    expect(
        delete(archive.root()),
        409,
        "CONFLICT",
        "Content "
            + archive.root()
            + " is used by a deployment and was not deleted. Delete the functions that were"
            + " deployed from it first");
    assertThat(control.content.has(archive.root())).isTrue();

    control.data("mutation($f: ID!){deleteAFFunction(where:{id:$f}){id}}", Map.of("f", id));
    assertThat(delete(archive.root()).statusCode()).isEqualTo(200);
  }

  @Test
  void content_that_two_projects_uploaded_is_there_until_both_deleted_it() throws IOException {
    Archive archive = archive("shared".getBytes(StandardCharsets.UTF_8));
    Credentials other = control.otherProject();
    control.post("/store", CAR, BodyPublishers.ofByteArray(archive.bytes()));
    control.send(
        control
            .anonymous("/store")
            .header("Authorization", "Bearer " + other.token().value())
            .header("Content-Type", CAR)
            .POST(BodyPublishers.ofByteArray(archive.bytes())));

    assertThat(delete(archive.root()).statusCode()).isEqualTo(200);
    assertThat(control.content.has(archive.root())).isTrue();
    expect(
        delete(archive.root()),
        403,
        "FORBIDDEN",
        "Content " + archive.root() + " was uploaded by another project");
  }

  @Test
  void large_uploads_at_once_all_arrive() throws Exception {
    List<Archive> archives = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      archives.add(archive(bytes(2_000_000 + i)));
    }
    List<Thread> uploads =
        archives.stream()
            .map(archive ->
                Thread.ofVirtual()
                    .start(() ->
                        control.post("/store", CAR, BodyPublishers.ofByteArray(archive.bytes()))))
            .toList();
    for (Thread upload : uploads) {
      upload.join();
    }
    for (Archive archive : archives) {
      assertThat(control.content.has(archive.root())).isTrue();
    }
  }

  private Archive stored(String text) throws IOException {
    Archive archive = archive(text.getBytes(StandardCharsets.UTF_8));
    assertThat(
            control.post("/store", CAR, BodyPublishers.ofByteArray(archive.bytes())).statusCode())
        .isEqualTo(200);
    return archive;
  }

  private HttpResponse<String> record(Map<String, ?> body) {
    return control.post(
        "/upload", "application/json", BodyPublishers.ofString(control.write(body)));
  }

  private HttpResponse<String> delete(Cid cid) {
    return control.send(control.request("/delete/" + cid).DELETE());
  }

  private void expect(HttpResponse<String> response, int status, String code, String message) {
    JsonNode body = control.json(response);
    assertThat(body.path("error").asText()).isEqualTo(message);
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("requestId").asText()).isNotEmpty();
    assertThat(response.statusCode()).isEqualTo(status);
  }

  private Archive archive(byte[] file) throws IOException {
    Path path = Files.createTempFile(directory, "upload", ".car");
    try (CarWriter writer = CarWriter.create(path)) {
      Cid root = new UnixFsWriter(writer).addFile(file).cid();
      writer.finish(root);
      return new Archive(root, file, Files.readAllBytes(path));
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private record Archive(Cid root, byte[] file, byte[] bytes) {}
}

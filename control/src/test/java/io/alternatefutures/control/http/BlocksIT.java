package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks for the other instances on the same database. */
final class BlocksIT {
  @SuppressWarnings("NullAway.Init") // set before each test
  private ControlFixture control;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Cid cid;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    control = new ControlFixture(directory, ControlOptions.MetricsAccess.TOKEN);
    cid = control.content.addFile("code".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_sibling_gets_a_block() {
    HttpResponse<String> response =
        get("/ipfs/" + cid + "?format=raw", ControlFixture.SIBLINGS.authorization(cid));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/vnd.ipld.raw");
    assertThat(response.body()).isEqualTo("code");
  }

  @Test
  void nobody_else_does() {
    Cid other = Cid.parse("bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    String path = "/ipfs/" + cid + "?format=raw";
    SiblingSecret foreign = new SiblingSecret(new byte[] {1});
    for (String authorization :
        new String[] {
          "Bearer " + control.credentials.token().value(),
          foreign.authorization(cid),
          ControlFixture.SIBLINGS.authorization(other),
          "Sibling ",
        }) {
      HttpResponse<String> response = get(path, authorization);
      assertThat(response.statusCode()).as(authorization).isEqualTo(401);
      assertThat(response.body()).contains("instances on the same database only");
    }
    assertThat(control.send(control.anonymous(path)).statusCode()).isEqualTo(401);
    assertThat(get("/ipfs/nonsense?format=raw", "Sibling x").statusCode()).isEqualTo(401);
  }

  @Test
  void what_is_not_here_and_archives_are_refused() {
    Cid other = Cid.parse("bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    assertThat(
            get("/ipfs/" + other + "?format=raw", ControlFixture.SIBLINGS.authorization(other))
                .statusCode())
        .isEqualTo(404);
    assertThat(
            get("/ipfs/" + cid + "?format=car", ControlFixture.SIBLINGS.authorization(cid))
                .statusCode())
        .isEqualTo(406);
  }

  private HttpResponse<String> get(String path, String authorization) {
    HttpRequest.Builder request = control.anonymous(path).header("Authorization", authorization);
    return control.send(request);
  }
}

package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.access.AccessToken;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.observe.Readiness;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener as a whole: who gets in, health, metrics, starting and failing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ControlServerIT {
  private static final String NO_TOKEN =
      "A token is needed. Send it as \"Authorization: Bearer af_…\"; the runtime wrote one into its"
          + " data directory, clients take it from AF_TOKEN";

  @SuppressWarnings("NullAway.Init") // set before the tests
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private ControlFixture control;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    control = new ControlFixture(directory.resolve("content"), ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterAll
  void stop() throws IOException {
    control.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics",
    "POST, /store",
    "POST, /upload",
    "GET, /duplicity/x",
    "DELETE, /delete/x",
    "GET, /",
    "GET, /anything",
    "PUT, /healthz"
  })
  void nothing_but_health_is_answered_without_a_token(String method, String path) {
    HttpResponse<String> response =
        control.send(control.anonymous(path).method(method, BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"af\"");
    JsonNode body = control.json(response);
    assertThat(body.path("error").asText()).isEqualTo(NO_TOKEN);
    assertThat(body.path("code").asText()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void a_missing_token_at_graphql_is_told_as_a_graphql_error() {
    HttpResponse<String> response =
        control.send(
            control
                .anonymous("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{__typename}\"}")));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(control.json(response).at("/errors/0/message").asText()).isEqualTo(NO_TOKEN);
    assertThat(control.json(response).at("/errors/0/extensions/code").asText())
        .isEqualTo("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer af_wrong", "bearer nonsense", "Bearer  af_x "})
  void a_wrong_token_is_told(String authorization) {
    HttpResponse<String> response =
        control.send(control.anonymous("/metrics").header("Authorization", authorization));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(control.json(response).path("error").asText())
        .isEqualTo(
            "The token is not known to this runtime. Check AF_TOKEN, or take the one in the"
                + " runtime's data directory");
    assertThat(response.body()).doesNotContain("af_wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "af_token"})
  void what_is_no_bearer_token_is_as_none(String authorization) {
    HttpResponse<String> response =
        control.send(control.anonymous("/metrics").header("Authorization", authorization));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(control.json(response).path("error").asText()).isEqualTo(NO_TOKEN);
  }

  @Test
  void a_project_that_is_named_must_be_the_tokens() {
    String project = control.credentials.projectId().value();
    assertThat(
            control
                .send(control.request("/metrics").header("X-Project-Id", project).GET())
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> response =
        control.send(control.request("/metrics").header("X-Project-Id", "prj_other").GET());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(control.json(response).path("error").asText())
        .isEqualTo(
            "The token does not open the project \"prj_other\". Check AF_PROJECT_ID and `af"
                + " projects list`, or leave it out");
  }

  @Test
  void only_the_hash_of_a_token_is_kept() {
    assertThat(control.credentials.token().value()).matches("af_[A-Za-z0-9_-]{43}");
    assertThat(control.credentials.toString()).doesNotContain(control.credentials.token().value());
    assertThat(
            control
                .store
                .projects()
                .findToken(control.credentials.token().hash())
                .map(StoredToken::projectId))
        .contains(control.credentials.projectId());
  }

  @Test
  void saved_credentials_stay_in_use_and_others_are_replaced() {
    Credentials saved = control.credentials;
    assertThat(control.server.access().localCredentials(saved)).isEqualTo(saved);
    Credentials stale = new Credentials(saved.projectId(), new AccessToken("af_stale"));
    Credentials fresh = control.server.access().localCredentials(stale);
    assertThat(fresh.projectId()).isEqualTo(saved.projectId());
    assertThat(fresh.token()).isNotEqualTo(stale.token());
  }

  @Test
  void health_is_answered_to_everybody() {
    HttpResponse<String> response = control.send(control.anonymous("/healthz").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    HttpResponse<String> head =
        control.send(control.anonymous("/healthz").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
  }

  @Test
  void readiness_tells_what_is_amiss() {
    assertThat(control.send(control.anonymous("/readyz").GET()).body())
        .isEqualTo("{\"status\":\"ready\",\"reasons\":[],\"layers\":[]}");

    control.readiness = Readiness.degraded(List.of("The database does not answer"));
    HttpResponse<String> degraded = control.send(control.anonymous("/readyz").GET());
    assertThat(degraded.statusCode()).isEqualTo(200);
    assertThat(degraded.body())
        .isEqualTo(
            "{\"status\":\"degraded\",\"reasons\":[\"The database does not"
                + " answer\"],\"layers\":[]}");

    control.readiness = Readiness.notReady(List.of("Starting"));
    assertThat(control.send(control.anonymous("/readyz").GET()).statusCode()).isEqualTo(503);
    control.readiness = Readiness.ready();
  }

  @Test
  void metrics_need_a_token_unless_the_operator_opens_them() throws IOException {
    HttpResponse<String> response = control.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("requests_total 1\n");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    try (ControlFixture open =
        new ControlFixture(directory.resolve("open"), ControlOptions.MetricsAccess.OPEN)) {
      assertThat(open.send(open.anonymous("/metrics").GET()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_unknown_path_is_told_with_those_that_exist() {
    HttpResponse<String> response = control.get("/nowhere");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(control.json(response).path("error").asText())
        .startsWith("Nothing is at /nowhere. There are /graphql, /store");
    HttpResponse<String> method = control.send(control.request("/store").GET());
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(control.json(method).path("error").asText())
        .isEqualTo("GET is not allowed at /store");
  }

  @Test
  void answers_are_not_cached_or_sniffed() {
    HttpResponse<String> response = control.get("/metrics");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void a_database_that_does_not_answer_is_a_503_and_health_goes_on() {
    control.store.stopAnswering();
    HttpResponse<String> response = control.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(control.json(response).path("code").asText()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(control.send(control.anonymous("/healthz").GET()).statusCode()).isEqualTo(200);
    control.store.answerAgain();
    assertThat(control.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void a_port_in_use_is_a_clear_error() {
    ControlOptions options = ControlOptions.onPort(control.server.port());
    assertThatThrownBy(() -> ControlServer.start(options, control.ports()))
        .isInstanceOf(ControlStartException.class)
        .hasMessage(
            "Port "
                + control.server.port()
                + " on 127.0.0.1 is already in use. Stop what listens there, or choose another port"
                + " with API_PORT");
  }

  @Test
  void an_address_that_is_not_here_is_a_clear_error() {
    ControlOptions options =
        new ControlOptions(
            "192.0.2.1", 0, 1, ControlOptions.MetricsAccess.TOKEN, ControlOptions.Offer.EVERYTHING);
    assertThatThrownBy(() -> ControlServer.start(options, control.ports()))
        .isInstanceOf(ControlStartException.class)
        .hasMessageStartingWith("The control API cannot listen on 192.0.2.1:0: ");
  }

  @Test
  void options_that_make_no_sense_are_told() {
    assertThatThrownBy(() -> ControlOptions.onPort(70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The port is 70000; give 0 to 65535");
  }
}

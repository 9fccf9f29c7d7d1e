package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import java.net.http.HttpResponse;

/** What the edge's own answers have in common. */
final class EdgeAnswers {
  private EdgeAnswers() {}

  /** Checks status, code and form of an answer of the edge's own, and gives its message. */
  static String refused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    JsonNode body = ControlClient.json(response);
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("requestId").asText()).isNotEmpty();
    assertThat(body.path("error").asText()).isNotEmpty();
    return body.path("error").asText();
  }

  /** Checks that a response is a success with this body. */
  static void ok(HttpResponse<String> response, String body) {
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.statusCode()).isEqualTo(200);
  }
}

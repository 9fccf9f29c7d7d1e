package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.instance.Siblings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instances tell of themselves, to each other and to those who ask one of them. */
final class StatusIT {
  private static final String STATUS =
      "{afStatus{instances{name version role startedAt state reasons layers workers"
          + " workerMegabytes} functions{name requests errors cpuSeconds}}}";

  @SuppressWarnings("NullAway.Init") // set before each test
  private ControlFixture control;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    control = new ControlFixture(directory, ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterEach
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_sibling_is_told_the_status_and_what_it_is_told_can_be_read() {
    String told = sibling(SiblingMessages.STATUS, Instant.now());
    control.siblings = target -> List.of(answer("there:3000", told), answer("gone:3000", null));
    control.create("shop");

    JsonNode status = control.data(STATUS, Map.of()).path("afStatus");

    assertThat(status.path("instances")).hasSize(3);
    assertThat(status.at("/instances/1").toString())
        .isEqualTo(status.at("/instances/0").toString())
        .contains("\"version\":\"1.2.3\"", "\"workerMegabytes\":3", "\"layers\":[\"SECCOMP\"]");
    assertThat(status.at("/instances/2/name").asText()).isEqualTo("gone:3000");
    assertThat(status.at("/instances/2/state").asText()).isEqualTo("UNREACHABLE");
    assertThat(status.path("functions").toString())
        .isEqualTo("[{\"name\":\"shop\",\"requests\":14.0,\"errors\":2.0,\"cpuSeconds\":1.0}]");
  }

  @Test
  void functions_of_other_projects_are_not_shown() {
    assertThat(control.data(STATUS, Map.of()).at("/afStatus/functions")).isEmpty();
  }

  @Test
  void log_lines_of_all_instances_are_given_in_their_order() {
    String function = control.create("shop");
    String earlier =
        "{\"lines\":[{\"time\":\"2026-03-01T09:59:00Z\",\"level\":\"warn\",\"message\":\"first\"}]}";
    control.siblings =
        target -> List.of(answer("there", earlier), answer("mad", "[]"), answer("gone", null));

    JsonNode lines =
        control
            .data(
                "query($where: AFFunctionWhereInput!){afFunctionLogs(where:$where, limit: 2)"
                    + "{data{message}}}",
                Map.of("where", Map.of("id", function)))
            .at("/afFunctionLogs/data");

    assertThat(lines).hasSize(2);
    assertThat(lines.at("/0/message").asText()).isEqualTo("first");
    assertThat(lines.at("/1/message").asText()).startsWith(function + " LogQuery[limit=2");
  }

  @Test
  void a_sibling_is_told_the_lines_it_asks_for() {
    String target = SiblingMessages.LOGS + "fn_1?limit=7&level=warn&requestId=a%26b";
    assertThat(sibling(target, Instant.now()))
        .contains("fn_1 LogQuery[limit=7, since=null, level=warn, requestId=a&b]");
    assertThat(get(SiblingMessages.LOGS + "fn_1?limit=x", Instant.now()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void nobody_else_is_told_anything() {
    String target = SiblingMessages.STATUS;
    Instant now = Instant.now();
    for (String authorization :
        new String[] {
          "Bearer " + control.credentials.token().value(),
          new SiblingSecret(new byte[] {1}).authorization(target, now),
          ControlFixture.SIBLINGS.authorization("/siblings/other", now),
          ControlFixture.SIBLINGS.authorization(target, now.minus(Duration.ofMinutes(5))),
          ControlFixture.SIBLINGS.authorization(target, now.plus(Duration.ofMinutes(5))),
        }) {
      HttpResponse<String> response =
          control.send(control.anonymous(target).header("Authorization", authorization));
      assertThat(response.statusCode()).as(authorization).isEqualTo(401);
      assertThat(response.body()).doesNotContain("here:3000");
    }
    assertThat(get(target, now.minus(Duration.ofSeconds(90))).statusCode()).isEqualTo(200);
  }

  private String sibling(String target, Instant now) {
    HttpResponse<String> response = get(target, now);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private HttpResponse<String> get(String target, Instant now) {
    return control.send(
        control
            .anonymous(target)
            .header("Authorization", ControlFixture.SIBLINGS.authorization(target, now)));
  }

  private static Siblings.Answer answer(String name, @Nullable String body) {
    return new Siblings.Answer(name, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }
}

package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensAndEnvIT {
  private static final String FUNCTION =
      "{\"id\":\"fn_1\",\"name\":\"gw\",\"currentDeployment\":{\"envNames\":[\"A\",\"B\"]}}";

  @TempDir Path folder;
  private final FakeApi api = FakeApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_token_is_asked_for_with_its_bounds_and_shown() {
    api.field("createAFToken", "{\"id\":\"tok_1\",\"token\":\"af_secret\",\"scope\":\"DEPLOY\"}");

    Cli.Result result =
        Cli.of(api, folder)
            .run("tokens", "create", "--label", "ci", "--scope", "deploy", "--expires", "90d");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Created tok_1", "af_secret", "DEPLOY");
    var data = api.request("createAFToken").variables().path("data");
    assertThat(data.path("scope").asText()).isEqualTo("DEPLOY");
    assertThat(Duration.between(Instant.now(), Instant.parse(data.path("expiresAt").asText())))
        .isBetween(Duration.ofDays(89), Duration.ofDays(90));
  }

  @Test
  void a_span_that_is_none_is_wrong_usage() {
    Cli.Result result =
        Cli.of(api, folder).run("tokens", "create", "--label", "ci", "--expires", "soon");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'--expires': \"soon\"", "as in 90d");
  }

  @Test
  void tokens_are_listed_and_revoked() {
    api.field("afTokens", "{\"data\":[{\"id\":\"tok_1\",\"label\":\"ci\",\"scope\":\"READ\"}]}")
        .field("revokeAFToken", "{\"id\":\"tok_1\",\"label\":\"ci\"}");

    assertThat(Cli.of(api, folder).run("tokens", "list").out()).contains("tok_1", "READ", "never");
    assertThat(Cli.of(api, folder).run("tokens", "revoke", "tok_1").out())
        .contains("Revoked tok_1");
  }

  @Test
  void values_from_a_file_and_the_command_line_are_set() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=1\nB=2\n");
    api.field("afFunctionByName", FUNCTION)
        .field("updateAFFunctionEnv", "{\"id\":\"dep_2\",\"envNames\":[\"A\",\"B\",\"C\"]}");

    Cli.Result result =
        Cli.of(api, folder).run("env", "set", "B=3", "C=", "--envFile", ".env", "--name", "gw");

    assertThat(result.out()).isEqualTo("A\nB\nC\n");
    var set = api.request("updateAFFunctionEnv").variables().at("/data/set");
    assertThat(set.toString()).isEqualTo("{\"A\":\"1\",\"B\":\"3\",\"C\":\"\"}");
  }

  @Test
  void names_are_listed_and_removed() {
    api.field("afFunctionByName", FUNCTION)
        .field("updateAFFunctionEnv", "{\"id\":\"dep_2\",\"envNames\":[\"B\"]}");

    assertThat(Cli.of(api, folder).run("env", "list", "--name", "gw").out()).isEqualTo("A\nB\n");
    assertThat(Cli.of(api, folder).run("env", "unset", "A", "--name", "gw").out()).isEqualTo("B\n");
    assertThat(api.request("updateAFFunctionEnv").variables().at("/data/unset/0").asText())
        .isEqualTo("A");
  }

  @Test
  void what_is_no_assignment_is_wrong_usage() {
    Cli.Result result = Cli.of(api, folder).run("env", "set", "A", "--name", "gw");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\"A\" is not in the form NAME=VALUE");
  }
}

package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.access.AccessToken;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenScope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens over the API: scopes, expiry, last use, revocation. */
final class TokensIT {
  private static final String CREATE =
      "mutation($data: CreateAFTokenDataInput!){createAFToken(data:$data){"
          + "id label scope expiresAt token}}";
  private static final String LIST =
      "{afTokens{data{id label scope createdAt expiresAt lastUsedAt token}}}";
  private static final String FUNCTIONS = "{afFunctions{data{name}}}";
  private static final String CREATE_FUNCTION =
      "mutation{createAFFunction(data:{name:\"made\"}){id}}";

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
  void a_token_s_secret_is_shown_once_and_opens_the_project() {
    JsonNode made = create(Map.of("label", "ci"));

    assertThat(made.path("scope").asText()).isEqualTo("ADMIN");
    assertThat(made.path("expiresAt").isNull()).isTrue();
    assertThat(as(made, CREATE_FUNCTION).at("/data/createAFFunction/id").asText()).isNotEmpty();
    JsonNode listed = control.data(LIST, Map.of()).at("/afTokens/data");
    assertThat(listed).hasSize(2);
    assertThat(listed.at("/1/label").asText()).isEqualTo("ci");
    assertThat(listed.at("/1/token").isNull()).isTrue();
    assertThat(listed.at("/1/lastUsedAt").isNull()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"READ, DEPLOY", "DEPLOY, ADMIN"})
  void a_token_does_no_more_than_its_scope(String scope, String needed) {
    JsonNode made = create(Map.of("label", "ci", "scope", scope));

    assertThat(as(made, FUNCTIONS).at("/data/afFunctions/data").isArray()).isTrue();
    JsonNode refused = as(made, CREATE_FUNCTION);
    assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(refused.at("/errors/0/message").asText())
        .isEqualTo("The token has the scope " + scope + "; this needs ADMIN. Use another token");
    int upload = upload(made).statusCode();
    assertThat(upload).isEqualTo(needed.equals("DEPLOY") ? 403 : 400);
  }

  @Test
  void secrets_of_routes_are_shown_to_those_who_may_change_them_only() {
    String hash = "sha256:" + "ab".repeat(32);
    Map<String, Object> route =
        Map.of("target", "http://h", "auth", Map.of("apiKey", Map.of("keys", List.of(hash))));
    control.data(
        "mutation($r:JSON){createAFFunction(data:{name:\"guarded\",routes:$r}){id}}",
        Map.of("r", Map.of("/a", route)));
    String query = "{afFunctionByName(where:{name:\"guarded\"}){routes}}";

    assertThat(as(create(Map.of("label", "a", "scope", "ADMIN")), query).toString()).contains(hash);
    assertThat(as(create(Map.of("label", "r", "scope", "READ")), query).toString())
        .contains("http://h")
        .doesNotContain("abab");
  }

  @Test
  void answers_of_a_function_can_be_purged_by_path() {
    String id =
        control
            .data("mutation{createAFFunction(data:{name:\"cached\"}){id}}", Map.of())
            .at("/createAFFunction/id")
            .asText();
    String purge = "mutation{purgeAFFunctionCache(where:{id:\"%s\"}, path:\"%s\")}";

    assertThat(
            control
                .data(purge.formatted(id, "/img"), Map.of())
                .path("purgeAFFunctionCache")
                .asInt())
        .isEqualTo("/img".length());
    assertThat(control.error(purge.formatted(id, "img"), Map.of()).path("message").asText())
        .isEqualTo("path must start with \"/\", not \"img\"");
    assertThat(
            control
                .error(purge.formatted("fn_unknown", "/"), Map.of())
                .at("/extensions/code")
                .asText())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void a_token_ends_when_it_expires() {
    AccessToken token = AccessToken.generate(Randomness.secure());
    Instant now = Instant.now();
    control
        .store
        .projects()
        .addToken(
            new StoredToken(
                "tok_expired",
                control.credentials.projectId(),
                token.hash(),
                "short",
                TokenScope.ADMIN,
                now.minusSeconds(60),
                now.minusSeconds(1),
                null));

    HttpResponse<String> refused = post(token.value(), FUNCTIONS);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("The token expired at", "af tokens create");
  }

  @Test
  void a_revoked_token_opens_nothing_from_then_on() {
    JsonNode made = create(Map.of("label", "lost"));
    String revoke = "mutation{revokeAFToken(where:{id:\"" + made.path("id").asText() + "\"}){id}}";

    control.data(revoke, Map.of());

    assertThat(post(secret(made), FUNCTIONS).statusCode()).isEqualTo(401);
    JsonNode again = control.error(revoke, Map.of());
    assertThat(again.at("/extensions/code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void a_token_that_would_have_expired_already_is_refused() {
    JsonNode refused =
        control.error(
            CREATE, Map.of("data", Map.of("label", "x", "expiresAt", "2001-01-01T00:00:00Z")));

    assertThat(refused.at("/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(refused.path("message").asText()).contains("which has passed");
  }

  private JsonNode create(Map<String, ?> data) {
    return control.data(CREATE, Map.of("data", data)).path("createAFToken");
  }

  private JsonNode as(JsonNode token, String query) {
    return control.json(post(secret(token), query));
  }

  private static String secret(JsonNode made) {
    return made.path("token").asText();
  }

  private HttpResponse<String> post(String token, String query) {
    return control.send(
        control
            .anonymous("/graphql")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(control.write(Map.of("query", query)))));
  }

  private HttpResponse<String> upload(JsonNode token) {
    return control.send(
        control
            .anonymous("/store")
            .header("Authorization", "Bearer " + secret(token))
            .header("Content-Type", "application/vnd.ipld.car")
            .POST(BodyPublishers.ofString("no CAR")));
  }
}

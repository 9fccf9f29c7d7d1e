package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteSecretsTest {
  private static final String KEY = "sha256:" + "ab".repeat(32);

  private static Map<String, Object> route(Map<String, Object> auth) {
    return Map.of("/a", Map.of("target", "http://h", "auth", auth), "/b", "http://plain");
  }

  @Test
  void hides_what_is_secret_and_leaves_the_rest() {
    for (Map<String, Object> auth :
        List.<Map<String, Object>>of(
            Map.of("apiKey", Map.of("header", "X-K", "keys", List.of(KEY))),
            Map.of("jwt", Map.of("jwks", "https://abab.example/secret")),
            Map.of("forward", Map.of("url", "https://abab.example/secret")),
            Map.of("basic", Map.of("users", Map.of("abab", "abab"))))) {
      Map<String, Object> hidden = RouteSecrets.hidden(route(auth));

      assertThat(hidden.toString()).doesNotContain("abab").contains("http://plain");
      assertThatCode(() -> Routes.parse(hidden)).doesNotThrowAnyException();
    }
  }

  @Test
  void leaves_routes_without_secrets_as_they_are() {
    Map<String, Object> routes = Map.of("/a", Map.of("target", "http://h", "retries", 1));

    assertThat(RouteSecrets.hidden(routes)).isEqualTo(routes);
  }
}

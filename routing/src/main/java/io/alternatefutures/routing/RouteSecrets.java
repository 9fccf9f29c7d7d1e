package io.alternatefutures.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides the secrets of a route map from those who may look at routes, but not change them. What is
 * put in their place is valid and opens nothing, so that the map can be explained as it is.
 */
public final class RouteSecrets {
  private static final String NO_KEY = "sha256:" + "0".repeat(64);
  private static final String NO_PASSWORD =
      "pbkdf2-sha256$1000$" + "A".repeat(22) + "==$" + "A".repeat(43) + "=";
  private static final String NOWHERE = "https://hidden.invalid/";

  private RouteSecrets() {}

  /** The map as a parser made it, without hashes and addresses in {@code auth}. */
  public static Map<String, Object> hidden(Map<String, ?> routes) {
    Map<String, Object> hidden = new LinkedHashMap<>();
    routes.forEach((pattern, value) -> hidden.put(pattern, inRoute(value)));
    return Collections.unmodifiableMap(hidden);
  }

  private static Object inRoute(Object value) {
    if (!(value instanceof Map<?, ?> options) || !options.containsKey("auth")) {
      return value;
    }
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(options);
    copy.put("auth", options.get("auth") instanceof Map<?, ?> auth ? inAuth(auth) : Map.of());
    return copy;
  }

  private static Map<Object, @Nullable Object> inAuth(Map<?, ?> auth) {
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(auth);
    replace(copy, "basic", "users", Map.of("hidden", NO_PASSWORD));
    replace(copy, "apiKey", "keys", List.of(NO_KEY));
    replace(copy, "jwt", "jwks", NOWHERE);
    replace(copy, "forward", "url", NOWHERE);
    return copy;
  }

  private static void replace(
      Map<Object, @Nullable Object> auth, String kind, String name, Object value) {
    if (auth.get(kind) instanceof Map<?, ?> options) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>(options);
      copy.put(name, value);
      auth.put(kind, copy);
    }
  }
}

package io.alternatefutures.routing.policy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which other origins' scripts may read the answers (the CORS protocol of the Fetch standard).
 *
 * @param origins as browsers send them; {@code *} for any
 * @param methods allowed beyond the simple ones
 * @param headers request fields allowed; {@code *} for any
 * @param expose response fields scripts may read
 */
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> expose,
    boolean credentials,
    Duration maxAge) {
  public Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    expose = List.copyOf(expose);
  }

  static @Nullable Cors read(OptionReader options) {
    OptionReader cors = options.object("cors");
    if (cors == null) {
      return null;
    }
    List<String> origins = cors.texts("origins");
    if (!cors.has("origins") || !origins.stream().allMatch(Cors::isOrigin)) {
      cors.wrong("origins", "\"*\" or origins such as \"https://app.example.com\"");
    }
    List<String> methods =
        cors.has("methods")
            ? cors.texts("methods").stream().map(m -> m.toUpperCase(Locale.ROOT)).toList()
            : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    List<String> headers = cors.texts("headers");
    List<String> expose = cors.texts("expose");
    for (String name : List.of("methods", "headers", "expose")) {
      if (cors.has(name) && !cors.texts(name).stream().allMatch(Tokens::isToken)) {
        cors.wrong(name, "names");
      }
    }
    boolean credentials = cors.flag("credentials");
    if (credentials && origins.contains("*")) {
      cors.wrong("credentials", "false when any origin is allowed");
    }
    Duration maxAge =
        cors.duration("maxAge", Duration.ZERO, Duration.ofDays(1), Duration.ofMinutes(10));
    cors.finish();
    return new Cors(origins, methods, headers, expose, credentials, maxAge);
  }

  private static boolean isOrigin(String text) {
    if (text.equals("*")) {
      return true;
    }
    HttpUrl url = HttpUrl.parse(text);
    return url != null && text.indexOf('/', text.indexOf("://") + 3) < 0;
  }

  /** Whether scripts of {@code origin} may read the answer. */
  public boolean allows(String origin) {
    return origins.contains("*") || origins.contains(origin);
  }

  String text() {
    return "for " + String.join(", ", origins);
  }
}

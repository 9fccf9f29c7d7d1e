package io.alternatefutures.routing.policy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may use a route. What these values hold is secret: it is in no text and no message. */
public sealed interface Auth {
  /**
   * A signed token (RFC 7519) in {@code Authorization: Bearer}.
   *
   * @param jwks where the keys are
   * @param issuer the {@code iss} it must have; null for any
   * @param audience one of these must be in {@code aud}; empty for any
   * @param leeway tolerated difference of the clocks
   */
  record Jwt(HttpUrl jwks, @Nullable String issuer, List<String> audience, Duration leeway)
      implements Auth {
    public Jwt {
      audience = List.copyOf(audience);
    }

    @Override
    public String toString() {
      return "Jwt[]";
    }
  }

  /**
   * A user name and password (RFC 7617).
   *
   * @param users names and hashes, as {@link PasswordHash} reads them
   */
  record Basic(Map<String, String> users, String realm) implements Auth {
    public Basic {
      users = Map.copyOf(users);
    }

    @Override
    public String toString() {
      return "Basic[]";
    }
  }

  /**
   * A secret in a field.
   *
   * @param hashes SHA-256 of each valid key, in lower-case hexadecimal
   */
  record ApiKey(String header, List<String> hashes) implements Auth {
    public ApiKey {
      hashes = List.copyOf(hashes);
    }

    @Override
    public String toString() {
      return "ApiKey[]";
    }
  }

  /**
   * Another server decides: 2xx lets the request pass, anything else is the answer.
   *
   * @param copy fields of its answer that the target gets
   */
  record Forward(HttpUrl url, List<String> copy, Duration timeout) implements Auth {
    public Forward {
      copy = List.copyOf(copy);
    }

    @Override
    public String toString() {
      return "Forward[]";
    }
  }

  /** Reads {@code auth}. */
  static @Nullable Auth read(OptionReader options) {
    OptionReader auth = options.object("auth");
    if (auth == null) {
      return null;
    }
    OptionReader jwt = auth.object("jwt");
    OptionReader basic = auth.object("basic");
    OptionReader apiKey = auth.object("apiKey");
    OptionReader forward = auth.object("forward");
    auth.finish();
    long given = List.of("jwt", "basic", "apiKey", "forward").stream().filter(auth::has).count();
    if (given != 1) {
      options
          .problems()
          .add(options.pathOf("auth"), "one of jwt, basic, apiKey, forward", "" + given);
      return null;
    }
    if (jwt != null) {
      return jwt(jwt);
    }
    if (basic != null) {
      return basic(basic);
    }
    if (apiKey != null) {
      return apiKey(apiKey);
    }
    return forward == null ? null : forward(forward);
  }

  private static @Nullable Auth jwt(OptionReader jwt) {
    HttpUrl jwks = jwt.url("jwks");
    String issuer = jwt.text("issuer");
    List<String> audience = jwt.texts("audience");
    Duration leeway =
        jwt.duration("leeway", Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(30));
    jwt.finish();
    return jwks == null ? null : new Jwt(jwks, issuer, audience, leeway);
  }

  private static Auth basic(OptionReader basic) {
    Map<String, String> users = new LinkedHashMap<>();
    OptionReader object = basic.object("users");
    if (object == null || object.names().isEmpty()) {
      basic.wrongSecret("users", "an object of user names and password hashes");
    } else {
      for (String name : object.names()) {
        String hash = object.value(name) instanceof String text ? text : "";
        if (!PasswordHash.isValid(hash)) {
          object.wrongSecret(name, "a hash made by \"af functions routes hash\"");
        }
        users.put(name, hash);
      }
    }
    String given = basic.text("realm");
    String realm = given == null ? "restricted" : given;
    if (!realm.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\')) {
      basic.wrong("realm", "printable characters without quotes");
    }
    basic.finish();
    return new Basic(users, realm);
  }

  private static Auth apiKey(OptionReader apiKey) {
    String given = apiKey.text("header");
    String header = given == null ? "X-Api-Key" : given;
    if (!Tokens.isToken(header)) {
      apiKey.wrong("header", "the name of a header field");
    }
    List<String> keys = apiKey.texts("keys");
    Pattern hash = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    if (keys.isEmpty() || !keys.stream().allMatch(key -> hash.matcher(key).matches())) {
      apiKey.wrongSecret("keys", "a list of \"sha256:\" and 64 hexadecimal digits");
    }
    apiKey.finish();
    return new ApiKey(
        header,
        keys.stream()
            .map(key -> key.substring(key.indexOf(':') + 1).toLowerCase(Locale.ROOT))
            .toList());
  }

  private static @Nullable Auth forward(OptionReader forward) {
    HttpUrl url = forward.url("url");
    List<String> copy = forward.texts("copy");
    if (!copy.stream().allMatch(Tokens::isEditable)) {
      forward.wrong("copy", "names of header fields");
    }
    Duration timeout =
        forward.duration(
            "timeout", Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(5));
    forward.finish();
    return url == null ? null : new Forward(url, copy, timeout);
  }

  /** For people; says nothing that is secret. */
  default String text() {
    return switch (this) {
      case Jwt _ -> "a signed token (JWT)";
      case Basic basic -> "user name and password, realm " + basic.realm();
      case ApiKey key -> "a key in " + key.header();
      case Forward _ -> "another server decides";
    };
  }
}

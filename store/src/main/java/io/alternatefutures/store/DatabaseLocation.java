package io.alternatefutures.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the database is. */
public sealed interface DatabaseLocation {
  /** A SQLite file, made when it is not there. */
  record Sqlite(Path file) implements DatabaseLocation {
    @Override
    public String toString() {
      return "SQLite at " + file;
    }
  }

  /**
   * A database of a PostgreSQL server.
   *
   * @param password null when the server needs none
   * @param properties further properties of the JDBC driver, e.g. {@code sslmode}
   */
  record Postgres(
      String host,
      int port,
      String database,
      String user,
      @Nullable String password,
      Map<String, String> properties)
      implements DatabaseLocation {
    public Postgres {
      properties = Map.copyOf(properties);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "PostgreSQL at " + host + ":" + port + ", database \"" + database + "\"";
    }
  }

  /** The port of PostgreSQL when a URL gives none. */
  int POSTGRES_PORT = 5432;

  /**
   * Reads a database URL: {@code postgresql://user:password@host:port/database} (or {@code
   * postgres:}, parts percent-encoded, driver properties as the query), or {@code sqlite:FILE}.
   *
   * @param url null or empty for {@code defaultFile}
   * @throws IllegalArgumentException saying what is wrong, without the password
   */
  static DatabaseLocation parse(@Nullable String url, Path defaultFile) {
    if (url == null || url.isBlank()) {
      return new Sqlite(defaultFile);
    }
    String text = url.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sqlite:")) {
      String file = text.substring("sqlite:".length());
      if (file.isEmpty()) {
        throw new IllegalArgumentException(
            "DATABASE_URL names no file. Give it like sqlite:/var/lib/af/af.db");
      }
      return new Sqlite(Path.of(file.startsWith("//") ? file.substring(2) : file));
    }
    if (lower.startsWith("postgresql://") || lower.startsWith("postgres://")) {
      return postgres(text);
    }
    throw new IllegalArgumentException(
        "DATABASE_URL must start with postgresql:// or sqlite:, but starts with \""
            + scheme(text)
            + "\". Give it like postgresql://user:password@host:5432/database");
  }

  private static Postgres postgres(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // The exception repeats its input, and with it the password, so that it is not passed on.
      throw malformed(e.getReason() + " at index " + e.getIndex());
    }
    String host = uri.getHost();
    if (host == null) {
      throw malformed("it names no host");
    }
    String path = uri.getPath();
    if (path == null || path.length() < 2) {
      throw malformed("it names no database");
    }
    String userInfo = uri.getRawUserInfo();
    if (userInfo == null || userInfo.isEmpty() || userInfo.startsWith(":")) {
      throw malformed("it names no user");
    }
    int colon = userInfo.indexOf(':');
    String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    String password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Postgres(
        bracketed ? host.substring(1, host.length() - 1) : host,
        uri.getPort() == -1 ? POSTGRES_PORT : uri.getPort(),
        path.substring(1),
        user,
        password,
        properties(uri.getRawQuery()));
  }

  private static Map<String, String> properties(@Nullable String query) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (query == null) {
      return properties;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        properties.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return properties;
  }

  /** Percent-decoding only: a plus sign stays one, as passwords have them. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String scheme(String text) {
    int colon = text.indexOf(':');
    return colon < 0 || colon > 20 ? "…" : text.substring(0, colon + 1);
  }

  private static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(
        "DATABASE_URL is malformed: "
            + reason
            + ". Give it like postgresql://user:password@host:5432/database, with special"
            + " characters percent-encoded");
  }
}

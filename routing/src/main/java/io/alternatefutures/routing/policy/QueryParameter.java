package io.alternatefutures.routing.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds one parameter in a query, without taking the rest of it apart. */
final class QueryParameter {
  private QueryParameter() {}

  /** The first value of {@code name}, decoded; null when there is none. */
  static @Nullable String first(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    int start = 0;
    while (start <= query.length()) {
      int next = query.indexOf('&', start);
      int end = next < 0 ? query.length() : next;
      int equals = query.indexOf('=', start);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (decoded(query.substring(start, nameEnd)).equals(name)) {
        return nameEnd == end ? "" : decoded(query.substring(nameEnd + 1, end));
      }
      start = end + 1;
    }
    return null;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // not an escape: taken as it is
    }
  }
}

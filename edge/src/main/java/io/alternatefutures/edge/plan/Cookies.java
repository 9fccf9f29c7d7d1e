package io.alternatefutures.edge.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds one cookie (RFC 6265 section 4.2). */
final class Cookies {
  private Cookies() {}

  /** The first value of the cookie in {@code fields}; null when there is none. */
  static @Nullable String value(List<String> fields, String name) {
    for (String field : fields) {
      for (String pair : field.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          return pair.substring(equals + 1).strip();
        }
      }
    }
    return null;
  }
}

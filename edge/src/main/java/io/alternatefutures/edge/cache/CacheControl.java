package io.alternatefutures.edge.cache;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code Cache-Control} says (RFC 9111 section 5.2, RFC 5861).
 *
 * @param directives names in lower case, and values without quotes; empty for none
 */
record CacheControl(Map<String, String> directives) {
  private static final int MOST_DIGITS = 10;

  CacheControl {
    directives = Map.copyOf(directives);
  }

  static CacheControl of(HttpHeaders fields) {
    Map<String, String> directives = new HashMap<>();
    for (String value : fields.getAll(HttpHeaderNames.CACHE_CONTROL)) {
      for (String part : value.split(",", -1)) {
        int equals = part.indexOf('=');
        String name = (equals < 0 ? part : part.substring(0, equals)).strip();
        String argument = equals < 0 ? "" : part.substring(equals + 1).strip().replace("\"", "");
        directives.putIfAbsent(name.toLowerCase(Locale.ROOT), argument);
      }
    }
    return new CacheControl(directives);
  }

  boolean has(String name) {
    return directives.containsKey(name);
  }

  /** Seconds; -1 when the directive is not there, 0 when what it says is no number. */
  long seconds(String name) {
    String value = directives.get(name);
    if (value == null) {
      return -1;
    }
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      return 0;
    }
    return value.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value);
  }
}

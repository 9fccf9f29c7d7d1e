package io.alternatefutures.control.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type with its parameters (RFC 9110 section 8.3.1), names in lower case.
 *
 * @param type e.g. {@code application/json}
 */
record MediaType(String type, Map<String, String> parameters) {
  MediaType {
    parameters = Map.copyOf(parameters);
  }

  /** Reads one media type; null when there is none. */
  static @Nullable MediaType parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return null;
    }
    String[] parts = header.split(";", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquote(parts[i].substring(equals + 1).strip()));
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  /** Reads the ranges of an {@code Accept} header (RFC 9110 section 12.5.1). */
  static List<MediaType> parseAccept(String header) {
    List<MediaType> ranges = new ArrayList<>();
    for (String range : header.split(",", -1)) {
      MediaType parsed = parse(range);
      if (parsed != null) {
        ranges.add(parsed);
      }
    }
    return ranges;
  }

  /** The weight of a range, 0 to 1; 1 when not given or not a number. */
  double weight() {
    try {
      return Math.clamp(Double.parseDouble(parameters.getOrDefault("q", "1")), 0.0, 1.0);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** Whether its charset is UTF-8, also when none is given. */
  boolean isUtf8() {
    String charset = parameters.getOrDefault("charset", "utf-8");
    return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }

  private static String unquote(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}

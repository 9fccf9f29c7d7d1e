package io.alternatefutures.sandbox;

import java.util.Map;
import java.util.TreeMap;

/** Writes a function's {@code env} as a JSON object of strings (RFC 8259). */
final class EnvJson {
  private EnvJson() {}

  static String write(Map<String, String> env) {
    StringBuilder json = new StringBuilder("{");
    new TreeMap<>(env)
        .forEach((name, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          string(json, name);
          json.append(':');
          string(json, value);
        });
    return json.append('}').toString();
  }

  private static void string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}

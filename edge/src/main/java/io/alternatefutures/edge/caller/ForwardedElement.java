package io.alternatefutures.edge.caller;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Forwarded}: what one proxy tells of whom it was asked by (RFC 7239 section
 * 4).
 *
 * @param node value of {@code for}, unquoted; null when it is absent
 * @param proto value of {@code proto}; null when it is absent
 * @param host value of {@code host}; null when it is absent
 */
record ForwardedElement(@Nullable String node, @Nullable String proto, @Nullable String host) {
  static final ForwardedElement NOTHING = new ForwardedElement(null, null, null);

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  /**
   * The last comma before {@code end} that is not inside of quotes; -1 for none. Seen from the
   * right, so that what a client has left open does not swallow what a proxy has added.
   */
  static int lastComma(String field, int end) {
    boolean quoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = field.charAt(i);
      if (c == '"' && !isEscaped(field, i)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isEscaped(String text, int index) {
    int first = index;
    while (first > 0 && text.charAt(first - 1) == '\\') {
      first--;
    }
    return (index - first) % 2 == 1;
  }

  /** Reads an element; null when it is not one, or names something twice. */
  static @Nullable ForwardedElement parse(String text) {
    Map<String, String> pairs = new HashMap<>(4);
    String element = text.strip();
    int at = 0;
    while (at < element.length()) {
      int equals = element.indexOf('=', at);
      if (equals < 0 || !isToken(element, at, equals)) {
        return null;
      }
      int end = endOfValue(element, equals + 1);
      if (end < 0 || (end < element.length() && element.charAt(end) != ';')) {
        return null;
      }
      String name = element.substring(at, equals).toLowerCase(Locale.ROOT);
      if (pairs.put(name, unquoted(element.substring(equals + 1, end))) != null) {
        return null;
      }
      at = end + 1;
    }
    return pairs.isEmpty()
        ? null
        : new ForwardedElement(pairs.get("for"), pairs.get("proto"), pairs.get("host"));
  }

  /** Where a token or a quoted string ends; -1 when there is none. */
  private static int endOfValue(String text, int start) {
    if (start < text.length() && text.charAt(start) == '"') {
      for (int i = start + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          return i + 1;
        }
      }
      return -1;
    }
    int end = start;
    while (end < text.length() && isTokenCharacter(text.charAt(end))) {
      end++;
    }
    return end == start ? -1 : end;
  }

  private static String unquoted(String value) {
    if (value.charAt(0) != '"') {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      if (value.charAt(i) == '\\') {
        i++;
      }
      plain.append(value.charAt(i));
    }
    return plain.toString();
  }

  private static boolean isToken(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return end > start;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }
}

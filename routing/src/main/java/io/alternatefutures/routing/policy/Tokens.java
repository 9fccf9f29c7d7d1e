package io.alternatefutures.routing.policy;

import java.util.Locale;
import java.util.Set;

/** What may be a method, a field's name or a field's value (RFC 9110 sections 5.1, 5.5, 9.1). */
final class Tokens {
  private static final int LONGEST = 256;
  private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

  /** Fields that frame a message, or belong to one hop: a route must not touch them. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Tokens() {}

  static boolean isToken(String text) {
    boolean valid = !text.isEmpty() && text.length() <= LONGEST;
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PUNCTUATION.indexOf(c) >= 0;
    }
    return valid;
  }

  /** Whether a route may set or remove the field. */
  static boolean isEditable(String name) {
    return isToken(name) && !FRAMING.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isFieldValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
        return false;
      }
    }
    return text.equals(text.strip());
  }
}

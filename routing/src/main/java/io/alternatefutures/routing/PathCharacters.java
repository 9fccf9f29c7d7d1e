package io.alternatefutures.routing;

import java.nio.charset.StandardCharsets;

/** Character classes and percent-encoding of RFC 3986 sections 2 and 3.3. */
final class PathCharacters {
  private static final int ASCII = 128;
  private static final boolean[] UNRESERVED = table("-._~");
  private static final boolean[] SEGMENT = table("-._~!$&'()*+,;=:@");
  private static final boolean[] QUERY = table("-._~!$&'()*+,;=:@/?%[]{}|^`\\");
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PathCharacters() {}

  /** Whether {@code c} never needs an escape: letters, digits and {@code - . _ ~}. */
  static boolean isUnreserved(char c) {
    return c < ASCII && UNRESERVED[c];
  }

  /** Whether {@code c} stands for itself in a path segment ({@code pchar} without escapes). */
  static boolean isSegment(char c) {
    return c < ASCII && SEGMENT[c];
  }

  /**
   * Whether {@code c} may be sent as it is in a query. Wider than RFC 3986: characters that
   * browsers send unescaped and that separate nothing are left alone.
   */
  static boolean isQuery(char c) {
    return c < ASCII && QUERY[c];
  }

  static boolean isControl(int c) {
    return c < 0x20 || c == 0x7F;
  }

  /** The byte that the escape at {@code index} stands for; -1 when it is no valid escape. */
  static int escapedByte(String text, int index) {
    if (index + 2 >= text.length()) {
      return -1;
    }
    int high = hexDigit(text.charAt(index + 1));
    int low = hexDigit(text.charAt(index + 2));
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }

  static void appendEscape(StringBuilder out, int octet) {
    out.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
  }

  /** The UTF-8 bytes of {@code text}, one per character: how text looks on the wire. */
  static String toWire(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /** As {@link #toWire}, unless {@code text} can be taken as bytes already. */
  static String toWireUnlessBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return toWire(text);
      }
    }
    return text;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private static boolean[] table(String punctuation) {
    boolean[] table = new boolean[ASCII];
    for (char c = '0'; c <= '9'; c++) {
      table[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      table[c] = true;
      table[c - 'a' + 'A'] = true;
    }
    for (int i = 0; i < punctuation.length(); i++) {
      table[punctuation.charAt(i)] = true;
    }
    return table;
  }
}

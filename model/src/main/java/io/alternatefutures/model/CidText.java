package io.alternatefutures.model;

import java.util.Arrays;

/** The text side of {@link Cid}: multibase prefixes and their alphabets. */
final class CidText {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int V0_TEXT_LENGTH = 46;

  /** Longest text that an error repeats; the rest is cut. */
  private static final int MAX_QUOTED = 64;

  private CidText() {}

  /** Says what is wrong with a CID, in words that follow "Invalid CID: ". */
  static final class BadCid extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String reason;

    BadCid(String reason) {
      super("Invalid CID: " + reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  static IllegalArgumentException invalid(String text, String reason) {
    String quoted = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
    return new IllegalArgumentException("Invalid CID \"" + quoted + "\": " + reason);
  }

  static byte[] decode(String text) {
    if (text.isEmpty()) {
      throw invalid(text, "it is empty");
    }
    if (text.length() > Cid.MAX_TEXT_LENGTH) {
      throw invalid(
          text, "it has " + text.length() + " characters; at most " + Cid.MAX_TEXT_LENGTH);
    }
    if (isV0(text)) {
      return decodeRadix(text, text, BASE58, "base58btc");
    }
    String body = text.substring(1);
    return switch (text.charAt(0)) {
      case 'b' -> decodeBase32(text, body);
      case 'B' -> decodeBase32(text, lower(text, body));
      case 'k' -> decodeRadix(text, body, BASE36, "base36");
      case 'K' -> decodeRadix(text, lower(text, body), BASE36, "base36");
      case 'z' -> decodeRadix(text, body, BASE58, "base58btc");
      default ->
          throw invalid(
              text,
              "expected 46 characters starting with Qm (version 0), or a multibase prefix: b"
                  + " (base32), k (base36) or z (base58btc)");
    };
  }

  /** A version 0 CID has no multibase prefix, and only it has none. */
  static void requireVersionFitsText(String text, int version) {
    if (version == 0 && !isV0(text)) {
      throw invalid(text, "a version 0 CID is written without a multibase prefix");
    }
  }

  static String encode(byte[] bytes, int version) {
    return version == 0 ? encodeRadix(bytes, BASE58) : encodeBase32(bytes);
  }

  private static boolean isV0(String text) {
    return text.length() == V0_TEXT_LENGTH && text.startsWith("Qm");
  }

  private static String lower(String text, String body) {
    char[] chars = body.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (c >= 'a' && c <= 'z') {
        throw badCharacter(text, c, "an upper-case base");
      }
      chars[i] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return new String(chars);
  }

  private static byte[] decodeBase32(String text, String body) {
    byte[] out = new byte[body.length() * 5 / 8];
    int bits = 0;
    int pending = 0;
    int written = 0;
    for (int i = 0; i < body.length(); i++) {
      pending = (pending << 5) | digit(text, body.charAt(i), BASE32, "base32");
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out[written++] = (byte) (pending >>> bits);
        pending &= (1 << bits) - 1;
      }
    }
    if (bits >= 5 || pending != 0) {
      throw invalid(text, "base32 ends in the middle of a byte");
    }
    return out;
  }

  /** Positional bases: the text is one big number, leading zero digits are leading zero bytes. */
  private static byte[] decodeRadix(String text, String body, String alphabet, String name) {
    int radix = alphabet.length();
    int zeros = 0;
    while (zeros < body.length() && body.charAt(zeros) == alphabet.charAt(0)) {
      zeros++;
    }
    byte[] number = new byte[body.length()];
    int used = 0;
    for (int i = zeros; i < body.length(); i++) {
      int carry = digit(text, body.charAt(i), alphabet, name);
      int at = 0;
      for (; at < used || carry != 0; at++) {
        carry += radix * (number[number.length - 1 - at] & 0xff);
        number[number.length - 1 - at] = (byte) carry;
        carry >>>= 8;
      }
      used = at;
    }
    byte[] out = new byte[zeros + used];
    System.arraycopy(number, number.length - used, out, zeros, used);
    return out;
  }

  private static int digit(String text, char c, String alphabet, String name) {
    int digit = alphabet.indexOf(c);
    if (digit < 0) {
      throw badCharacter(text, c, name);
    }
    return digit;
  }

  private static IllegalArgumentException badCharacter(String text, char c, String name) {
    String shown = c > 0x20 && c < 0x7f ? "\"" + c + "\"" : String.format("U+%04X", (int) c);
    return invalid(text, shown + " is not a character of " + name);
  }

  private static String encodeBase32(byte[] bytes) {
    StringBuilder out = new StringBuilder(2 + bytes.length * 8 / 5).append('b');
    int bits = 0;
    int pending = 0;
    for (byte b : bytes) {
      pending = ((pending & 0x1f) << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out.append(BASE32.charAt((pending >>> bits) & 0x1f));
      }
    }
    if (bits > 0) {
      out.append(BASE32.charAt((pending << (5 - bits)) & 0x1f));
    }
    return out.toString();
  }

  private static String encodeRadix(byte[] bytes, String alphabet) {
    int radix = alphabet.length();
    byte[] number = bytes.clone();
    char[] digits = new char[bytes.length * 2];
    int at = digits.length;
    int start = 0;
    while (start < number.length && number[start] == 0) {
      start++;
    }
    int zeros = start;
    while (start < number.length) {
      int remainder = 0;
      for (int i = start; i < number.length; i++) {
        int value = (remainder << 8) | (number[i] & 0xff);
        number[i] = (byte) (value / radix);
        remainder = value % radix;
      }
      digits[--at] = alphabet.charAt(remainder);
      if (number[start] == 0) {
        start++;
      }
    }
    char[] leading = new char[zeros];
    Arrays.fill(leading, alphabet.charAt(0));
    return new String(leading) + new String(digits, at, digits.length - at);
  }
}

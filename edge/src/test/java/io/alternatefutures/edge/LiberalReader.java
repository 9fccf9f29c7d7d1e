package io.alternatefutures.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads requests as the most forgiving of servers do: lines may end in a bare line feed, words may
 * be any blanks apart, fields may be folded, the first length and any coding that says so count.
 * Written apart from the decoder, so that a mistake is not made twice.
 */
final class LiberalReader {
  private final byte[] bytes;
  private int at;

  LiberalReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A request; names of fields are in lower case. */
  record Message(String method, String target, List<String> fields, String body) {
    Message {
      fields = List.copyOf(fields);
    }
  }

  /** The next message; empty when it is not here whole. */
  Optional<Message> next() {
    while (at < bytes.length && (bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
    String start = line();
    List<String> fields = start == null ? null : fields();
    if (start == null || fields == null) {
      return Optional.empty();
    }
    String[] words = start.strip().split("[ \\t\\x0B\\f\\r]+", -1);
    String body = body(fields);
    return body == null
        ? Optional.empty()
        : Optional.of(new Message(words[0], words.length < 2 ? "" : words[1], fields, body));
  }

  private @org.jspecify.annotations.Nullable List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        return fields;
      }
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (folded && !fields.isEmpty()) {
        fields.add(fields.removeLast() + " " + blankless(line));
      } else {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        fields.add(blankless(name).toLowerCase(Locale.ROOT) + ": " + blankless(value));
      }
    }
    return null;
  }

  private @org.jspecify.annotations.Nullable String body(List<String> fields) {
    String length = null;
    for (String field : fields) {
      if (field.startsWith("transfer-encoding: ")
          && field.toLowerCase(Locale.ROOT).contains("chunked")) {
        return chunks();
      }
      if (length == null && field.startsWith("content-length: ")) {
        length = field.substring("content-length: ".length());
      }
    }
    return length == null ? "" : take(number(length, 10));
  }

  private @org.jspecify.annotations.Nullable String chunks() {
    StringBuilder body = new StringBuilder();
    while (true) {
      String size = line();
      long length = size == null ? -1 : number(size, 16);
      if (length == 0) {
        return fields() == null ? null : body.toString();
      }
      String chunk = take(length);
      if (chunk == null || line() == null) {
        return null;
      }
      body.append(chunk);
    }
  }

  /** What the leading digits say; -1 when that is more than there can be. */
  private static long number(String text, int base) {
    String digits = blankless(text);
    long number = 0;
    for (int i = 0; i < digits.length() && Character.digit(digits.charAt(i), base) >= 0; i++) {
      number = number * base + Character.digit(digits.charAt(i), base);
      if (number > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return number;
  }

  private @org.jspecify.annotations.Nullable String take(long count) {
    if (count < 0 || count > bytes.length - at) {
      return null;
    }
    at += (int) count;
    return new String(bytes, at - (int) count, (int) count, StandardCharsets.ISO_8859_1);
  }

  private @org.jspecify.annotations.Nullable String line() {
    for (int end = at; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        int length = end - at - (end > at && bytes[end - 1] == '\r' ? 1 : 0);
        String line = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return line;
      }
    }
    return null;
  }

  private static String blankless(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
  }
}

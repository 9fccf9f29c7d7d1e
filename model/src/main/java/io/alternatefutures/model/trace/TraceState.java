package io.alternatefutures.model.trace;

/** What {@code tracestate} may hold (W3C Trace Context, section 3.3.1). */
final class TraceState {
  private static final int MEMBERS = 32;
  private static final int KEY_LENGTH = 256;
  private static final int VALUE_LENGTH = 256;

  private TraceState() {}

  static boolean isValid(String state) {
    int members = 0;
    int at = 0;
    while (at <= state.length()) {
      int comma = state.indexOf(',', at);
      int end = comma < 0 ? state.length() : comma;
      String member = trimmed(state, at, end);
      if (!member.isEmpty() && (++members > MEMBERS || !isMember(member))) {
        return false;
      }
      at = end + 1;
    }
    return members > 0;
  }

  private static String trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isMember(String member) {
    int equals = member.indexOf('=');
    return equals > 0
        && equals <= KEY_LENGTH
        && equals < member.length() - 1
        && member.length() - equals - 1 <= VALUE_LENGTH
        && isKey(member, equals)
        && isValue(member, equals + 1);
  }

  private static boolean isKey(String member, int end) {
    boolean valid = isLetterOrDigit(member.charAt(0));
    for (int i = 1; valid && i < end; i++) {
      char c = member.charAt(i);
      valid = isLetterOrDigit(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
    }
    return valid;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isValue(String member, int start) {
    for (int i = start; i < member.length(); i++) {
      char c = member.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return false;
      }
    }
    return true;
  }
}

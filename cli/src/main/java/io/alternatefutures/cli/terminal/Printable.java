package io.alternatefutures.cli.terminal;

/** Makes text that came from elsewhere safe to show. */
public final class Printable {
  private Printable() {}

  /** {@code text} with control characters, which could drive the terminal, shown as {@code �}. */
  public static String line(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\t' && c != '\n') {
        if (safe == null) {
          safe = new StringBuilder(text);
        }
        safe.setCharAt(i, '�');
      }
    }
    return safe == null ? text : safe.toString();
  }
}

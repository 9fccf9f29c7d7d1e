package io.alternatefutures.cli.terminal;

/** Colours, or none. */
public enum Style {
  PLAIN,
  COLOURED;

  private static final String RESET = "\u001b[0m";

  public String bold(String text) {
    return wrap("\u001b[1m", text);
  }

  public String faint(String text) {
    return wrap("\u001b[2m", text);
  }

  public String red(String text) {
    return wrap("\u001b[31m", text);
  }

  public String green(String text) {
    return wrap("\u001b[32m", text);
  }

  public String yellow(String text) {
    return wrap("\u001b[33m", text);
  }

  public String cyan(String text) {
    return wrap("\u001b[36m", text);
  }

  private String wrap(String start, String text) {
    return this == PLAIN ? text : start + text + RESET;
  }
}

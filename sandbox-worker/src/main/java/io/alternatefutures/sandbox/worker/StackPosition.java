package io.alternatefutures.sandbox.worker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where in the function's module a stack trace points to. */
final class StackPosition {
  private static final Pattern FRAME =
      Pattern.compile(Pattern.quote(Isolate.MODULE_NAME) + ":(\\d{1,9}):(\\d{1,9})");

  private StackPosition() {}

  /** Line and column, 1-based, of the topmost frame in the module; zeros when there is none. */
  static int[] find(String stack) {
    Matcher matcher = FRAME.matcher(stack);
    return matcher.find()
        ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
        : new int[] {0, 0};
  }
}

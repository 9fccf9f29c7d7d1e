package io.alternatefutures.cli.doctor;

/**
 * What one check found.
 *
 * @param name what was looked at
 * @param state whether it is as it should be
 * @param detail what is there
 * @param advice how to mend it; empty when there is nothing to mend
 */
record Finding(String name, State state, String detail, String advice) {
  /** Whether something is as it should be. */
  enum State {
    OK,
    /** It works, but less well or less safely than it could. */
    WARNING,
    /** Something does not work. */
    ERROR
  }

  static Finding ok(String name, String detail) {
    return new Finding(name, State.OK, detail, "");
  }

  static Finding warning(String name, String detail, String advice) {
    return new Finding(name, State.WARNING, detail, advice);
  }

  static Finding error(String name, String detail, String advice) {
    return new Finding(name, State.ERROR, detail, advice);
  }
}

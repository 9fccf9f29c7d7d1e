package io.alternatefutures.cli.context;

/**
 * A failure that is told to the person at the terminal: what is wrong, and what to do about it. The
 * program ends with exit code 1.
 */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /** A failure whose message says it all. */
  public CliException(String message) {
    this(message, "");
  }

  /**
   * @param advice what to do next; empty when the message says it all
   */
  public CliException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What to do next; may be empty. */
  public String advice() {
    return advice;
  }

  /** The message, never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}

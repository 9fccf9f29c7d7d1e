package io.alternatefutures.cli.api;

/** An answer of the control API that refuses what was asked. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable code of the failure; empty when the answer has none
   */
  ApiException(String message, String code) {
    super(message);
    this.code = code;
  }

  /** Stable code of the failure, for example {@code NOT_FOUND}; may be empty. */
  public String code() {
    return code;
  }

  /** The message, never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}

package io.alternatefutures.cli.api;

/** An answer of the control API that refuses what was asked. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int line;
  private final int column;

  /**
   * @param code stable code of the failure; empty when the answer has none
   */
  ApiException(String message, String code) {
    this(message, code, 0, 0);
  }

  /**
   * @param line 1-based position in the code that was sent; 0 when the answer names none
   */
  ApiException(String message, String code, int line, int column) {
    super(message);
    this.code = code;
    this.line = line;
    this.column = column;
  }

  /** The position in the code that was sent as {@code :line:column}; empty when there is none. */
  public String position() {
    return line > 0 ? ":" + line + ":" + column : "";
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

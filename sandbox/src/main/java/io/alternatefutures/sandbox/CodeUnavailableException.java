package io.alternatefutures.sandbox;

/** The code of a CID cannot be had. */
public final class CodeUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /**
   * @param code {@link FailureCode#CONTENT_CORRUPT} or {@link FailureCode#CONTENT_UNAVAILABLE}
   */
  public CodeUnavailableException(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Why. */
  public FailureCode code() {
    return code;
  }
}

package io.alternatefutures.control;

import org.jspecify.annotations.Nullable;

/** The database does not answer; what is served already keeps being served. */
public final class StoreUnavailableException extends ControlException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }
}

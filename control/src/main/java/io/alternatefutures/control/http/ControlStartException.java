package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;

/** The control listener cannot start; the message says why and what to do. */
public final class ControlStartException extends ControlException {
  private static final long serialVersionUID = 1L;

  ControlStartException(String message, Throwable cause) {
    super(ErrorCode.INTERNAL_SERVER_ERROR, message, cause);
  }
}

package io.alternatefutures.store;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The store cannot be opened; the message says why and what to do, and holds no password. */
public final class StoreOpenException extends ControlException {
  private static final long serialVersionUID = 1L;

  StoreOpenException(String message, @Nullable Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }
}

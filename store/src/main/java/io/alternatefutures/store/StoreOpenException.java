package io.alternatefutures.store;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The store cannot be opened; the message says why and what to do, and holds no password. */
public final class StoreOpenException extends ControlException {
  private static final long serialVersionUID = 1L;

  /** What is to be done about it. */
  public enum Kind {
    /** Something must be changed before it can be opened. */
    LASTING,
    /** The database is not there at the moment. */
    AWAY
  }

  private final Kind kind;

  StoreOpenException(String message, @Nullable Throwable cause) {
    this(Kind.LASTING, message, cause);
  }

  StoreOpenException(Kind kind, String message, @Nullable Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
    this.kind = kind;
  }

  /** Whether waiting may help: the database is just not there at the moment. */
  public boolean isAway() {
    return kind == Kind.AWAY;
  }
}

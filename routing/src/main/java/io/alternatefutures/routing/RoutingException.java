package io.alternatefutures.routing;

/** Base of this module's failures; {@link #code()} is stable, the message is for people. */
public abstract sealed class RoutingException extends RuntimeException
    permits InvalidPathException, InvalidRoutesException {
  private final String code;

  RoutingException(String code, String message, boolean writableStackTrace) {
    super(message, null, false, writableStackTrace);
    this.code = code;
  }

  /** Stable, machine-readable name of the failure. */
  public final String code() {
    return code;
  }
}

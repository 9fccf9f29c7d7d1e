package io.alternatefutures.routing;

/**
 * A request path that has no safe meaning: the client's error, a 400. Carries no stack trace, since
 * any client can cause it at will.
 */
public final class InvalidPathException extends RoutingException {
  /** The value of {@link #code()}. */
  public static final String CODE = "INVALID_PATH";

  InvalidPathException(String message) {
    super(CODE, message, false);
  }
}

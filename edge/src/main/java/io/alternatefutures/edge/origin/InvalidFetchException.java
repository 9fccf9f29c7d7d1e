package io.alternatefutures.edge.origin;

/**
 * A request that a function must not make; carries no stack trace, since functions cause it at
 * will.
 */
final class InvalidFetchException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidFetchException(String message) {
    super(message, null, false, false);
  }
}

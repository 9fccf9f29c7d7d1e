package io.alternatefutures.edge;

/** The listener cannot be started; the message says why and is fit for people. */
public final class EdgeStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EdgeStartException(String message, Throwable cause) {
    super(message, cause);
  }
}

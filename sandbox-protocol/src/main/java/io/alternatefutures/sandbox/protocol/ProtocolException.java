package io.alternatefutures.sandbox.protocol;

/** The other side broke the protocol; the connection, and the worker with it, is given up. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was wrong. */
  public ProtocolException(String message) {
    super(message);
  }
}

package io.alternatefutures.edge;

/**
 * The bytes a client sent are not a valid request; carries no stack trace, since clients cause it
 * at will.
 */
final class BadRequestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

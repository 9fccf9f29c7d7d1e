package io.alternatefutures.sandbox.worker.platform;

/**
 * A failure that script sees as a DOMException, or a TypeError or RangeError, of the given name.
 */
final class OpException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String name;

  OpException(String name, String message) {
    super(message);
    this.name = name;
  }

  String name() {
    return name;
  }
}

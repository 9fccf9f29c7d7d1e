package io.alternatefutures.sandbox.worker.websocket;

/** The other side sent what it must not: the connection has to be failed with a code. */
final class WebSocketFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  WebSocketFailure(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}

package io.alternatefutures.sandbox.worker.websocket;

/** What WebSocket connections may use. */
public final class Limits {
  /** Largest message that is received, in bytes; beyond it the connection is closed with 1009. */
  public static final int MESSAGE_BYTES = 16 * 1024 * 1024;

  /**
   * Bytes of messages that one function is receiving and that are not complete yet; beyond it the
   * connection is closed with 1013.
   */
  public static final int UNFINISHED_BYTES = 64 * 1024 * 1024;

  /** Bytes that wait for one slow receiver; beyond it the connection is ended. */
  public static final int BUFFERED_BYTES = 16 * 1024 * 1024;

  /** Open connections from clients to one function; beyond it 503. */
  public static final int CONNECTIONS = 4_096;

  private Limits() {}
}

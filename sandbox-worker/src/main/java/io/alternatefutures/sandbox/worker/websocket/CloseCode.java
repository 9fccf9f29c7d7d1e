package io.alternatefutures.sandbox.worker.websocket;

/** Close codes (RFC 6455 section 7.4, and the registry it began). */
public final class CloseCode {
  /** The close frame had no code. */
  public static final int NO_STATUS = 1005;

  /** There was no close frame. */
  public static final int ABNORMAL = 1006;

  static final int PROTOCOL_ERROR = 1002;
  static final int INVALID_DATA = 1007;
  static final int TOO_BIG = 1009;
  static final int TRY_AGAIN_LATER = 1013;

  private CloseCode() {}

  /** Whether a close frame may carry {@code code}. */
  public static boolean isSendable(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }
}

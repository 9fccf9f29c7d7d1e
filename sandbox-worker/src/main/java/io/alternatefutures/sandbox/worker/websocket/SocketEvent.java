package io.alternatefutures.sandbox.worker.websocket;

import org.jspecify.annotations.Nullable;

/** What happened on a connection. {@link Closed} is the last of its events. */
public sealed interface SocketEvent {
  /** A text message. */
  record Text(String text) implements SocketEvent {}

  /** A binary message. */
  record Binary(byte[] bytes) implements SocketEvent {}

  /** The other side has started the closing handshake. */
  record Closing() implements SocketEvent {}

  /**
   * The connection is over.
   *
   * @param code of the close frame received, or {@link CloseCode#NO_STATUS} or {@link
   *     CloseCode#ABNORMAL}
   * @param clean whether both sides sent a close frame
   * @param failure what one side did that it must not; null when nothing
   */
  record Closed(int code, String reason, boolean clean, @Nullable String failure)
      implements SocketEvent {}
}

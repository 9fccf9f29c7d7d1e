package io.alternatefutures.edge.origin;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What carries one exchange to a target: a connection of its own (HTTP/1.1), or one stream of many
 * (HTTP/2). Owned by the connection's event loop.
 */
interface OriginStream {
  /** Starts an exchange by writing its head. */
  void begin(OriginExchange exchange);

  /** Writes a piece of the body and tells whether more may follow. */
  boolean body(ByteBuf data);

  void endBody(@Nullable HttpHeaders trailers);

  /** Whether the response's body is wanted. */
  void reading(boolean wanted);

  boolean isWritable();

  /** Whether the target may have given up the connection before the request reached it. */
  boolean isReused();

  /** Whether part of an answer has arrived. */
  boolean bytesSeen();

  /** Gives the exchange up. */
  void abort();

  /** Ends a tunnel once all that was written has been sent. */
  void closeTunnel();
}

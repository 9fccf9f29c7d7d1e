package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What carries one exchange: a connection that serves one after the other (HTTP/1.1), or one stream
 * of many (HTTP/2). Whoever decides and answers sees no difference. Owned by the connection's event
 * loop.
 */
interface ClientStream extends ClientResponse.Connecting {
  EventLoop eventLoop();

  ByteBufAllocator allocator();

  ClientLimits limits();

  ClientPeer peer();

  /** Sends an interim response head. */
  void interim(int status, HttpHeaders headers);

  /** Whether the request's body is wanted. */
  void reading(boolean wanted);

  /** Takes part in the next flush of the event loop, which first commits the exchange. */
  void flushLater();

  /** Whether the client takes what is written as fast as it comes. */
  boolean drains();

  void report(ExchangeReport report);

  /** The request has been read and answered whole. */
  void next();

  /**
   * The request has been answered, and nothing more is wanted from the client.
   *
   * @param requestPending whether the client may still be sending
   */
  void finish(boolean requestPending);

  /** From here on bytes of another protocol go both ways; those that came already are the first. */
  void tunnel();

  /** Nothing more is sent to the client, which may go on sending. */
  void endOutput();

  /** No more time. */
  void expire();

  /** Ends the response in a way that no client takes for its end. */
  void abort();
}

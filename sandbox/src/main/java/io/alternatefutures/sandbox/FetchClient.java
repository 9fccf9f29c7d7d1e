package io.alternatefutures.sandbox;

import io.netty.channel.EventLoop;

/** Port: sends a function's {@code fetch()} to the network, under the egress policy. */
@FunctionalInterface
public interface FetchClient {
  /**
   * Opens an exchange. Redirects are passed on, not followed.
   *
   * @param loop the event loop this is called on and the listener is called on
   */
  Exchange open(EventLoop loop, FetchHead head, ExchangeListener listener);
}

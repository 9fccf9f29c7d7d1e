package io.alternatefutures.sandbox;

import io.alternatefutures.model.ProjectId;
import io.netty.channel.EventLoop;

/** Port: sends a function's {@code fetch()} to the network, under the egress policy. */
@FunctionalInterface
public interface FetchClient {
  /**
   * Opens an exchange. Redirects are passed on, not followed.
   *
   * @param project whose function it is
   * @param loop the event loop this is called on and the listener is called on
   */
  Exchange open(EventLoop loop, ProjectId project, FetchHead head, ExchangeListener listener);
}

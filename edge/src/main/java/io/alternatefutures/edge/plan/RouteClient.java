package io.alternatefutures.edge.plan;

import io.alternatefutures.sandbox.ExchangeListener;
import io.netty.handler.codec.http.HttpHeaders;

/** Who made a request, as a route's plan sees it. Called on the request's event loop. */
public interface RouteClient extends ExchangeListener {
  /**
   * The request is refused; comes in the place of a response head.
   *
   * @param fields that the answer has besides its own
   */
  void onRefused(Refusal reason, HttpHeaders fields);
}

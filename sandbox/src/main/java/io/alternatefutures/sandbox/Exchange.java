package io.alternatefutures.sandbox;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The requesting half of one request and response, whoever answers: a function, a route's target or
 * the target of a function's {@code fetch()}. The answering half is {@link ExchangeListener}.
 *
 * <p>All methods are called on the event loop the exchange was opened on. After {@link #cancel} or
 * the listener's last callback every method is a no-op that releases what it is given.
 */
public interface Exchange {
  /**
   * Sends a piece of the request body and takes ownership of it.
   *
   * @return whether more may be sent now; when false, wait for {@link ExchangeListener#onWritable}
   */
  boolean write(ByteBuf data);

  /**
   * Tells the request's trailer fields, right before {@link #end}. Who answers without having a use
   * for them passes them over.
   *
   * @param trailers validated, and only such as may be passed on
   */
  default void trailers(HttpHeaders trailers) {}

  /**
   * Ends the request body; called exactly once, also for requests without a body, and once more for
   * what follows a response head with status 101.
   */
  void end();

  /** Stops response body callbacks soon: at most one flow-control window more arrives. */
  void pause();

  /** Undoes {@link #pause}. */
  void resume();

  /** Gives up: nothing more is delivered to the listener. */
  void cancel();
}

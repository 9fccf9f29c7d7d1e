package io.alternatefutures.sandbox;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The answering half of an {@link Exchange}. Callbacks run on the exchange's event loop, in the
 * order interim heads…, head, body…, trailers, end; {@link #onFailure} may take the place of any of
 * them and is then the last one. None is called from within the call that opens the exchange.
 */
public interface ExchangeListener {
  /**
   * An interim response head: 100 when the request body is wanted, 103 for early hints. Whoever has
   * no use for it passes it over.
   *
   * @param status 100 to 199, never 101
   * @param headers as in {@link #onHead}
   */
  default void onInterim(int status, HttpHeaders headers) {}

  /**
   * The final response head. 101 is final as well: afterwards the exchange carries the bytes of
   * another protocol both ways, and its request side is open again.
   *
   * @param status 101 when an upgrade was asked for, else 200 to 599
   * @param headers validated field names and values; owned by the listener from here on
   */
  void onHead(int status, HttpHeaders headers);

  /** A piece of the response body, owned by the listener. */
  void onBody(ByteBuf data);

  /**
   * The response's trailer fields, when it has any, right before {@link #onEnd}.
   *
   * @param trailers as in {@link #onHead}
   */
  default void onTrailers(HttpHeaders trailers) {}

  /**
   * The response is complete. After 101 this side sends no more, and the request side goes on until
   * its end.
   *
   * @param cpuNanos CPU time the function used; 0 when no function ran
   */
  void onEnd(long cpuNanos);

  /**
   * The exchange failed, before or after its head.
   *
   * @param detail what happened, for logs; may hold internal names and is never shown to clients
   */
  void onFailure(FailureCode code, String detail);

  /**
   * CPU time that an exchange used which failed; told before {@link #onFailure}.
   *
   * @param cpuNanos in nanoseconds
   */
  default void onCpuTime(long cpuNanos) {}

  /** More of the request body may be sent, after {@link Exchange#write} returned false. */
  void onWritable();
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.ResponseHeadWriter.Persistence;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** How a version of HTTP puts one response on the wire: head, body, end. */
interface ResponseSink {
  /**
   * Writes the final head.
   *
   * @param length of the body, as in {@link ResponseHeadWriter}
   * @param declared what {@code Content-Length} says for a bodyless response; negative for none
   */
  void head(
      int status,
      HttpHeaders headers,
      long length,
      long declared,
      Persistence persistence,
      String requestId);

  /** Writes a piece of the body, and takes ownership of it. */
  void body(ByteBuf data);

  /** Ends the response; {@code trailers} are left out where the framing has no place for them. */
  void end(@Nullable HttpHeaders trailers);
}

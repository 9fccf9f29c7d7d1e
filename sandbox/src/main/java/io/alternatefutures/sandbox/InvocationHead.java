package io.alternatefutures.sandbox;

import io.alternatefutures.model.trace.TraceContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The head of a request to a function.
 *
 * @param requestId identifier of the request in logs
 * @param trace the trace it is part of, and the span that what it fetches comes from
 * @param method HTTP method
 * @param url absolute URL as the client sees it
 * @param headers end-to-end header fields, and {@code Upgrade} when the client asks for WebSocket;
 *     read during the call only
 * @param hasBody whether the request has a body
 */
public record InvocationHead(
    String requestId,
    TraceContext trace,
    String method,
    String url,
    HttpHeaders headers,
    boolean hasBody) {
  /** Whether the client would speak WebSocket from the response head on. */
  boolean asksForUpgrade() {
    return headers.contains(HttpHeaderNames.UPGRADE);
  }

  /** How long the body says it is, in bytes; 0 when it does not say. */
  long contentLength() {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}

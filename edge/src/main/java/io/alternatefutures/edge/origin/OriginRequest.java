package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.WebSocketKey;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.TargetOrigin;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request to a target. Method, request target and fields are valid: they are written
 * as they are. The fields are read until the response head arrives, and never changed.
 *
 * @param project whose egress rules hold; null for the operator's alone
 * @param requestTarget origin-form: path and query
 * @param headers fields as received; those that end at this hop are left out when writing
 * @param connection what the {@code Connection} field of {@code headers} says
 * @param contentLength bytes of the body, {@link #CHUNKED} or {@link #NO_BODY}
 * @param upgrade the protocol to ask for instead of HTTP; null for none
 * @param forwarded null to send none
 */
public record OriginRequest(
    @Nullable ProjectId project,
    TargetOrigin origin,
    String method,
    String requestTarget,
    HttpHeaders headers,
    ConnectionOptions connection,
    long contentLength,
    @Nullable String upgrade,
    @Nullable ForwardedFields forwarded) {
  /** A body follows, of unknown length. */
  public static final long CHUNKED = -1;

  /** No body follows. */
  public static final long NO_BODY = -2;

  /** Whether it asks for a WebSocket, which can be had over HTTP/2 as well (RFC 8441). */
  boolean opensWebSocket() {
    return "websocket".equalsIgnoreCase(upgrade) && WebSocketKey.isIn(headers);
  }

  /** Whether sending it twice does no more than sending it once (RFC 9110 section 9.2.2). */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
      default -> false;
    };
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.trace.RequestTrace;
import io.alternatefutures.routing.policy.RequestFacts;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The head of a client's request.
 *
 * @param id identifier in logs and answers
 * @param trace the trace it is part of
 * @param received when its first byte was read, by {@link System#nanoTime()}
 * @param target request target without scheme and authority
 * @param path part of {@code target} before {@code ?}
 * @param query part of {@code target} after {@code ?}; null when it has none
 * @param authority host and port asked for; empty when there is none
 * @param contentLength as in {@link io.alternatefutures.edge.origin.OriginRequest#contentLength}
 * @param upgrade the protocol asked for instead of HTTP; null when none is that can be had
 */
record ClientRequest(
    String id,
    RequestTrace trace,
    long received,
    HttpVersion version,
    String method,
    String target,
    String path,
    @Nullable String query,
    String authority,
    HttpHeaders headers,
    ConnectionOptions connection,
    long contentLength,
    @Nullable String upgrade)
    implements RequestFacts {
  /** The version of requests that came as HTTP/2. */
  static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean isHttp10() {
    return version.majorVersion() == 1 && version.minorVersion() == 0;
  }

  boolean isHttp2() {
    return version.majorVersion() == 2;
  }

  boolean hasBody() {
    return contentLength != 0
        && contentLength != io.alternatefutures.edge.origin.OriginRequest.NO_BODY;
  }

  /** Whether the body is a stream of messages, each sent when there is something to say. */
  boolean isGrpc() {
    String type = isHttp2() ? headers.get(HttpHeaderNames.CONTENT_TYPE) : null;
    return type != null && type.startsWith("application/grpc");
  }

  /** Whether the client waits for a 100 before it sends the body (RFC 9110 section 10.1.1). */
  boolean expectsContinue() {
    return hasBody() && !isHttp10() && headers.contains(HttpHeaderNames.EXPECT);
  }

  /** Whether the client takes trailer fields. */
  boolean acceptsTrailers() {
    return isHttp2() || (!isHttp10() && Trailers.areAccepted(headers));
  }

  /** Whether the request is about the server as a whole (RFC 9112 section 3.2.4). */
  boolean isForWholeServer() {
    return method.equals("OPTIONS") && target.equals("*");
  }

  /** What {@code Max-Forwards} says (RFC 9110 section 7.6.2); -1 when it says nothing. */
  int maxForwards() {
    String value = headers.get(HttpHeaderNames.MAX_FORWARDS);
    try {
      return value == null ? -1 : Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether the client wants to send another request over the connection. */
  boolean wantsKeepAlive() {
    return isHttp10() ? connection.keepAlive() : !connection.close();
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.Http2Fields;
import io.alternatefutures.edge.http.WebSocketKey;
import io.alternatefutures.edge.origin.OriginRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request that came as HTTP/2 (RFC 9113 section 8.3.1). Nothing gets past that
 * could not have come as HTTP/1.1, since targets may be told so (section 10.3).
 */
final class Http2RequestReader {
  private Http2RequestReader() {}

  /**
   * Reads a head.
   *
   * @param ended whether no body follows
   * @throws Http2Exception when the request is malformed; the stream is reset
   */
  static ClientRequest read(int streamId, Http2Headers head, ServerLoop loop, boolean ended)
      throws Http2Exception {
    HttpHeaders headers;
    try {
      headers = Http2Fields.read(head);
    } catch (IllegalArgumentException e) {
      throw malformed(streamId, String.valueOf(e.getMessage()));
    }
    String method = text(single(streamId, head, Http2Headers.PseudoHeaderName.METHOD));
    String target = text(single(streamId, head, Http2Headers.PseudoHeaderName.PATH));
    single(streamId, head, Http2Headers.PseudoHeaderName.SCHEME);
    boolean webSocket = isWebSocket(streamId, head, method);
    if (HttpHeaderValidationUtil.validateToken(method) >= 0) {
      throw malformed(streamId, "The method is not a token");
    }
    requireTarget(streamId, target);
    String authority = authority(streamId, head, headers);
    if (webSocket) {
      WebSocketKey.set(headers, loop.ids().next());
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    int question = target.indexOf('?');
    return new ClientRequest(
        loop.ids().idOf(headers),
        loop.traces().of(headers),
        System.nanoTime(),
        ClientRequest.HTTP_2,
        webSocket ? "GET" : method,
        target,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? null : target.substring(question + 1),
        authority,
        headers,
        ConnectionOptions.of(headers),
        webSocket ? OriginRequest.NO_BODY : contentLength(headers, ended),
        webSocket ? "websocket" : null);
  }

  /**
   * Whether the request is to open a WebSocket (RFC 8441). It is served like the request of
   * HTTP/1.1 for the same. Any other CONNECT stays what it is, and is refused.
   */
  private static boolean isWebSocket(int streamId, Http2Headers head, String method)
      throws Http2Exception {
    CharSequence protocol = single(streamId, head, Http2Headers.PseudoHeaderName.PROTOCOL);
    if (protocol != null && !method.equals("CONNECT")) {
      throw malformed(streamId, "There is a :protocol without CONNECT");
    }
    return protocol != null && AsciiString.contentEqualsIgnoreCase(protocol, "websocket");
  }

  private static String text(@Nullable CharSequence value) {
    return value == null ? "" : value.toString();
  }

  private static @Nullable CharSequence single(
      int streamId, Http2Headers head, Http2Headers.PseudoHeaderName name) throws Http2Exception {
    if (head.getAll(name.value()).size() > 1) {
      throw malformed(streamId, "There is more than one " + name.value());
    }
    return head.get(name.value());
  }

  private static void requireTarget(int streamId, String target) throws Http2Exception {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == 0x7F || c == '#') {
        throw malformed(streamId, "The path has a character that is not allowed");
      }
    }
  }

  /** What {@code :authority} says, which {@code Host} may repeat but not contradict. */
  private static String authority(int streamId, Http2Headers head, HttpHeaders headers)
      throws Http2Exception {
    CharSequence authority = single(streamId, head, Http2Headers.PseudoHeaderName.AUTHORITY);
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    String host = headers.get(HttpHeaderNames.HOST);
    if (hosts > 1
        || (host != null && authority != null && !host.equalsIgnoreCase(authority.toString()))) {
      throw malformed(streamId, "The host is not clear");
    }
    String asked = authority == null ? host : authority.toString();
    if (asked == null || asked.isEmpty()) {
      throw malformed(streamId, "There is no host");
    }
    headers.set(HttpHeaderNames.HOST, asked);
    return asked;
  }

  private static long contentLength(HttpHeaders headers, boolean ended) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null) {
      return Long.parseLong(length); // the codec has found it valid
    }
    return ended ? OriginRequest.NO_BODY : OriginRequest.CHUNKED;
  }

  private static Http2Exception malformed(int streamId, String what) {
    return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "%s", what);
  }
}

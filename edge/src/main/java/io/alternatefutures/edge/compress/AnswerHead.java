package io.alternatefutures.edge.compress;

import io.alternatefutures.edge.limits.Limits;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** What the head of an answer says about compressing it, and what compressing does to the head. */
final class AnswerHead {
  private static final List<String> DIGESTS =
      List.of("digest", "content-digest", "repr-digest", "content-md5");

  private AnswerHead() {}

  /** Whether the answer is of a kind that compressing is good for, and allowed. */
  static boolean isCompressible(int status, HttpHeaders headers) {
    boolean whole = status >= 200 && status != 204 && status != 205 && status != 206;
    return whole
        && status != 304
        && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_RANGE)
        && isText(headers.get(HttpHeaderNames.CONTENT_TYPE, ""))
        && !headers.containsValue(HttpHeaderNames.CACHE_CONTROL, "no-transform", true);
  }

  private static boolean isText(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type =
        (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case "text/event-stream" -> false;
      case "application/json",
          "application/x-ndjson",
          "application/javascript",
          "application/xml",
          "application/wasm",
          "application/manifest+json",
          "image/svg+xml" ->
          true;
      default -> type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml");
    };
  }

  /** Whether {@code Content-Length} says that there is too little to compress. */
  static boolean isKnownSmall(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length != null
        && length.length() <= 9
        && length.matches("[0-9]+")
        && Integer.parseInt(length) < Limits.COMPRESSED_BYTES;
  }

  /** The answer depends on what the client accepts, whether or not this one is compressed. */
  static void vary(HttpHeaders headers) {
    boolean told =
        headers.containsValue(HttpHeaderNames.VARY, "*", false)
            || headers.containsValue(HttpHeaderNames.VARY, "accept-encoding", true);
    if (!told) {
      headers.add(HttpHeaderNames.VARY, "Accept-Encoding");
    }
  }

  /** The body that follows is compressed: another representation, of unknown length. */
  static void encode(HttpHeaders headers, Coding coding) {
    headers.set(HttpHeaderNames.CONTENT_ENCODING, coding.text());
    headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    headers.remove(HttpHeaderNames.ACCEPT_RANGES);
    DIGESTS.forEach(headers::remove);
    String tag = headers.get(HttpHeaderNames.ETAG);
    if (tag != null && tag.startsWith("\"")) {
      headers.set(HttpHeaderNames.ETAG, "W/" + tag);
    }
  }
}

package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/**
 * The {@code Via} field (RFC 9110 section 7.6.3): tells who passed a message on, and finds loops.
 */
public final class Via {
  private static final String PSEUDONYM = "alternate-futures";

  /** The whole field line for a message received as HTTP/1.1. */
  public static final AsciiString HTTP_1_1_FIELD =
      AsciiString.cached("Via: 1.1 " + PSEUDONYM + "\r\n");

  private static final AsciiString HTTP_1_1 = AsciiString.cached("1.1 " + PSEUDONYM);
  private static final AsciiString HTTP_2 = AsciiString.cached("2.0 " + PSEUDONYM);
  private static final AsciiString HTTP_1_0 = AsciiString.cached("1.0 " + PSEUDONYM);

  private Via() {}

  /** The value for a message received in {@code version}. */
  public static AsciiString value(HttpVersion version) {
    if (version.majorVersion() == 2) {
      return HTTP_2;
    }
    return version.minorVersion() == 0 ? HTTP_1_0 : HTTP_1_1;
  }

  /** How often a message has passed this kind of runtime already. */
  public static int passes(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.VIA)) {
      return 0;
    }
    int passes = 0;
    for (String value : headers.getAll(HttpHeaderNames.VIA)) {
      for (String hop : value.split(",", -1)) {
        if (hop.strip().endsWith(" " + PSEUDONYM)) {
          passes++;
        }
      }
    }
    return passes;
  }
}

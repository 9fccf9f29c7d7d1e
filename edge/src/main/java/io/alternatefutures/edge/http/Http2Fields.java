package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/** Turns fields of HTTP/1.1 into those of HTTP/2 and back (RFC 9113 section 8.2). */
public final class Http2Fields {
  private static final AsciiString COOKIE = AsciiString.cached("cookie");

  private Http2Fields() {}

  /** A field name as HTTP/2 wants it. */
  public static AsciiString name(CharSequence name) {
    return AsciiString.of(name).toLowerCase();
  }

  /** Adds all fields of a trailer section or an interim head. */
  public static void addAll(HttpHeaders from, Http2Headers to) {
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = from.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      to.add(name(field.getKey()), field.getValue());
    }
  }

  /**
   * The fields of a head or of trailers, without pseudo-header fields; cookie crumbs are put
   * together again (RFC 9113 section 8.2.3).
   *
   * @throws IllegalArgumentException when a name or a value could not be sent as HTTP/1.1
   */
  public static HttpHeaders read(Http2Headers from) {
    DefaultHttpHeaders to = new DefaultHttpHeaders();
    StringBuilder cookies = null;
    for (Map.Entry<CharSequence, CharSequence> field : from) {
      CharSequence name = field.getKey();
      CharSequence value = field.getValue();
      if (name.length() > 0 && name.charAt(0) == ':') {
        continue;
      }
      requireTrimmed(value);
      if (COOKIE.contentEquals(name)) {
        cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
        cookies.append(value);
      } else {
        to.add(name, value);
      }
    }
    if (cookies != null) {
      to.add(HttpHeaderNames.COOKIE, cookies.toString());
    }
    return to;
  }

  private static void requireTrimmed(CharSequence value) {
    int length = value.length();
    if (length > 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1)))) {
      throw new IllegalArgumentException("A field value starts or ends with white space");
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new IllegalArgumentException("A field value has a control character");
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}

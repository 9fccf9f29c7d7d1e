package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.HeadBuffer;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.http.Via;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * Puts the head of a request to a target on the wire (RFC 9112 section 3, RFC 9110 section 7.6).
 */
final class RequestHeadWriter {
  private static final AsciiString VERSION = AsciiString.cached(" HTTP/1.1\r\n");
  private static final AsciiString HOST = AsciiString.cached("Host");
  private static final AsciiString EXPECT = AsciiString.cached("Expect");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString CHUNKED = AsciiString.cached("Transfer-Encoding: chunked\r\n");
  private static final AsciiString TE = AsciiString.cached("TE");
  private static final AsciiString TAKES_TRAILERS =
      AsciiString.cached("TE: trailers\r\nConnection: TE\r\n");
  private static final AsciiString UPGRADE = AsciiString.cached("Upgrade");
  private static final AsciiString UPGRADING = AsciiString.cached("Connection: Upgrade\r\n");
  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
  private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString X_FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
  private static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString X_REQUEST_ID = AsciiString.cached("X-Request-Id");

  private RequestHeadWriter() {}

  static void write(OriginRequest request, AsciiString host, HeadBuffer out) {
    out.clear()
        .append(request.method())
        .append(' ')
        .append(request.requestTarget())
        .append(VERSION);
    out.field(HOST, host);
    ConnectionOptions connection = request.connection();
    boolean takesTrailers = false;
    ForwardedFields forwarded = request.forwarded();
    Iterator<Map.Entry<CharSequence, CharSequence>> fields =
        request.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      takesTrailers |= name.length() == 2 && TE.contentEqualsIgnoreCase(name);
      if (!isReplaced(name, forwarded != null) && !connection.endsHere(name)) {
        out.field(name, field.getValue());
      }
    }
    if (forwarded != null) {
      if (takesTrailers && Trailers.areAccepted(request.headers())) {
        out.append(TAKES_TRAILERS);
      }
      forwarded.write(out);
      out.field(X_FORWARDED_FOR, forwarded.caller().chain());
      out.field(X_FORWARDED_HOST, forwarded.host());
      out.field(X_FORWARDED_PROTO, forwarded.scheme());
      out.field(X_REQUEST_ID, forwarded.requestId());
    }
    out.append(Via.HTTP_1_1_FIELD);
    if (request.contentLength() >= 0) {
      out.field(CONTENT_LENGTH, request.contentLength());
    } else if (request.contentLength() == OriginRequest.CHUNKED) {
      out.append(CHUNKED);
    }
    String upgrade = request.upgrade();
    if (upgrade != null) {
      out.append(UPGRADING).field(UPGRADE, upgrade);
    }
    out.endLine();
  }

  /** Whether the field of this name is not the client's, but the edge's own. */
  static boolean isReplaced(CharSequence name, boolean forwarded) {
    return isReplaced(name)
        || (forwarded ? isForwarding(name) : EXPECT.contentEqualsIgnoreCase(name));
  }

  private static boolean isReplaced(CharSequence name) {
    return switch (name.length()) {
      case 4 -> HOST.contentEqualsIgnoreCase(name);
      case 14 -> CONTENT_LENGTH.contentEqualsIgnoreCase(name);
      default -> false;
    };
  }

  private static boolean isForwarding(CharSequence name) {
    return switch (name.length()) {
      case 9 -> FORWARDED.contentEqualsIgnoreCase(name);
      case 12 -> X_REQUEST_ID.contentEqualsIgnoreCase(name);
      case 15 -> X_FORWARDED_FOR.contentEqualsIgnoreCase(name);
      case 16 -> X_FORWARDED_HOST.contentEqualsIgnoreCase(name);
      case 17 -> X_FORWARDED_PROTO.contentEqualsIgnoreCase(name);
      default -> false;
    };
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.HeadBuffer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/** Puts response heads on the wire (RFC 9112 section 4). Owned by one event loop. */
final class ResponseHeadWriter {
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString DATE = AsciiString.cached("Date");
  private static final AsciiString CHUNKED = AsciiString.cached("Transfer-Encoding: chunked\r\n");
  private static final AsciiString CLOSE = AsciiString.cached("Connection: close\r\n");
  private static final AsciiString UPGRADE = AsciiString.cached("Connection: Upgrade\r\nUpgrade: ");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("Connection: keep-alive\r\n");
  private static final int LEAST_STATUS = 100;
  private static final AsciiString[] STATUS_LINES = statusLines();

  /** How the length of a body is told; a length in bytes when not negative. */
  static final long BODYLESS = -1;

  static final long CHUNKS = -2;
  static final long UNTIL_CLOSE = -3;

  /** What is said about the connection. */
  enum Persistence {
    CLOSE,
    KEEP_ALIVE,
    /** Kept alive without saying so, as HTTP/1.1 has it. */
    IMPLIED,
    /** Switched to the protocol that the head names. */
    UPGRADE
  }

  private final HeadBuffer out = new HeadBuffer();
  private final DateField date;

  ResponseHeadWriter(DateField date) {
    this.date = date;
  }

  private static AsciiString[] statusLines() {
    AsciiString[] lines = new AsciiString[500];
    for (int i = 0; i < lines.length; i++) {
      HttpResponseStatus status = HttpResponseStatus.valueOf(i + LEAST_STATUS);
      lines[i] = AsciiString.of("HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n");
    }
    return lines;
  }

  /** An interim response head, whose fields all go to the client. */
  HeadBuffer interim(int status, HttpHeaders headers) {
    out.clear().append(STATUS_LINES[status - LEAST_STATUS]);
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      out.field(field.getKey(), field.getValue());
    }
    return out.endLine();
  }

  /** For putting together what comes after a body. */
  HeadBuffer scratch() {
    return out;
  }

  /**
   * A final response head.
   *
   * @param length of the body
   * @param declared what {@code Content-Length} says for a bodyless response; negative for none
   */
  HeadBuffer head(
      int status,
      HttpHeaders headers,
      long length,
      long declared,
      Persistence persistence,
      String requestId) {
    out.clear().append(STATUS_LINES[status - LEAST_STATUS]);
    boolean dated = false;
    boolean identified = false;
    ConnectionOptions connection = ConnectionOptions.of(headers);
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      switch (name.length()) {
        case 4 -> dated |= DATE.contentEqualsIgnoreCase(name);
        case 12 -> identified |= RequestIds.FIELD.contentEqualsIgnoreCase(name);
        default -> {}
      }
      if (!connection.endsHere(name) && !CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
        out.field(name, field.getValue());
      }
    }
    if (!dated) {
      out.append(date.line());
    }
    if (!identified) {
      out.field(RequestIds.FIELD, requestId);
    }
    framing(length, declared);
    switch (persistence) {
      case CLOSE -> out.append(CLOSE);
      case KEEP_ALIVE -> out.append(KEEP_ALIVE);
      case IMPLIED -> {}
      case UPGRADE ->
          out.append(UPGRADE).append(headers.get(HttpHeaderNames.UPGRADE, "")).endLine();
    }
    return out.endLine();
  }

  private void framing(long length, long declared) {
    if (length >= 0) {
      out.field(CONTENT_LENGTH, length);
    } else if (length == CHUNKS) {
      out.append(CHUNKED);
    } else if (length == BODYLESS && declared >= 0) {
      out.field(CONTENT_LENGTH, declared);
    }
  }
}

package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.Http2Fields;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.http.Via;
import io.alternatefutures.edge.http.WebSocketKey;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One exchange over an HTTP/2 connection to a target. Owned by the connection's event loop. */
final class Http2OriginStream implements OriginStream {
  private static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);
  private static final AsciiString CONNECT = AsciiString.cached("CONNECT");
  private static final AsciiString WEBSOCKET = AsciiString.cached("websocket");

  private final Http2OriginConnection connection;
  private final int id;
  private final boolean reused;
  private @Nullable OriginExchange exchange;
  private boolean requestEnded;

  /** Whether a WebSocket was asked for and, if so, is open. */
  private boolean opening;

  private boolean tunnel;
  private boolean headSeen;
  private boolean bytesSeen;
  private boolean reading = true;
  private int unread;

  Http2OriginStream(Http2OriginConnection connection, int id, boolean reused) {
    this.connection = connection;
    this.id = id;
    this.reused = reused;
  }

  // From the exchange.

  @Override
  public void begin(OriginExchange next) {
    exchange = next;
    OriginRequest request = next.request();
    opening = request.upgrade() != null;
    requestEnded =
        !opening
            && (request.contentLength() == 0 || request.contentLength() == OriginRequest.NO_BODY);
    connection.writeHeaders(this, id, head(request), requestEnded);
  }

  private static Http2Headers head(OriginRequest request) {
    HttpHeaders fields = request.headers();
    boolean opening = request.upgrade() != null;
    Http2Headers head = new DefaultHttp2Headers(false, fields.size() + 12);
    if (opening) {
      head.add(Http2Headers.PseudoHeaderName.PROTOCOL.value(), WEBSOCKET);
    }
    head.method(opening ? CONNECT : request.method())
        .scheme(request.origin().scheme())
        .authority(request.origin().authority())
        .path(request.requestTarget());
    ForwardedFields forwarded = request.forwarded();
    ConnectionOptions options = request.connection();
    Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      AsciiString name = Http2Fields.name(field.getKey());
      if (!RequestHeadWriter.isReplaced(name, forwarded != null)
          && !options.endsHere(name)
          && !(opening && HttpHeaderNames.SEC_WEBSOCKET_KEY.contentEquals(name))) {
        head.add(name, field.getValue());
      }
    }
    if (forwarded != null) {
      if (Trailers.areAccepted(fields)) {
        head.add(HttpHeaderNames.TE, "trailers");
      }
      head.add("forwarded", forwarded.forwarded());
      head.add("x-forwarded-for", forwarded.caller().chain());
      head.add("x-forwarded-host", forwarded.host());
      head.add("x-forwarded-proto", forwarded.scheme());
      head.add("x-request-id", forwarded.requestId());
    }
    head.add(HttpHeaderNames.VIA, Via.value(HttpVersion.HTTP_1_1));
    if (request.contentLength() >= 0) {
      head.add(HttpHeaderNames.CONTENT_LENGTH, Long.toString(request.contentLength()));
    }
    return head;
  }

  @Override
  public boolean body(ByteBuf data) {
    if (requestEnded) {
      data.release();
      return true;
    }
    connection.writeData(id, data, false);
    return isWritable();
  }

  @Override
  public void endBody(@Nullable HttpHeaders trailers) {
    if (requestEnded || (opening && !tunnel)) {
      return; // the request to open a WebSocket has no end of its own
    }
    requestEnded = true;
    if (trailers == null) {
      connection.writeData(id, Unpooled.EMPTY_BUFFER, true);
    } else {
      Http2Headers fields = new DefaultHttp2Headers(false, trailers.size());
      Http2Fields.addAll(trailers, fields);
      connection.writeHeaders(this, id, fields, true);
    }
  }

  @Override
  public void reading(boolean wanted) {
    reading = wanted;
    if (wanted && unread > 0) {
      int taken = unread;
      unread = 0;
      connection.taken(id, taken);
    }
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable(id);
  }

  @Override
  public boolean isReused() {
    return reused;
  }

  @Override
  public boolean bytesSeen() {
    return bytesSeen;
  }

  @Override
  public void abort() {
    exchange = null;
    connection.reset(id, Http2Error.CANCEL);
  }

  @Override
  public void closeTunnel() {
    exchange = null;
    endBody(null);
  }

  // From the target.

  void onHeaders(Http2Headers headers, boolean last, int mostFields) {
    OriginExchange current = exchange;
    if (current == null) {
      return;
    }
    bytesSeen = true;
    HttpHeaders fields;
    try {
      fields = Http2Fields.read(headers);
    } catch (IllegalArgumentException e) {
      fail(current, "A field is not valid: " + e.getMessage());
      return;
    }
    if (fields.size() > mostFields) {
      fail(current, "More than " + mostFields + " header fields");
      return;
    }
    if (headSeen) {
      current.onTrailers(fields);
    } else if (!onHead(current, headers.status(), fields)) {
      return;
    }
    if (last) {
      complete();
    }
  }

  /** Tells of a head, and whether all is well with it. */
  private boolean onHead(
      OriginExchange current, @Nullable CharSequence statusText, HttpHeaders fields) {
    int status = status(statusText);
    ConnectionOptions none = ConnectionOptions.of(fields);
    if (opening && status >= 200 && status <= 299) {
      headSeen = true;
      tunnel = true;
      fields.set(HttpHeaderNames.UPGRADE, WEBSOCKET);
      WebSocketKey.accept(current.request().headers(), fields);
      current.onTunnel(HTTP_2, none, fields);
    } else if (status >= 200 && status <= 599) {
      headSeen = true;
      current.onHead(status, HTTP_2, none, fields);
    } else if (status >= 100 && status < 200 && status != 101) {
      current.onInterim(status, none, fields);
    } else {
      fail(current, "The status code " + statusText + " is not HTTP");
    }
    return exchange != null;
  }

  private static int status(@Nullable CharSequence text) {
    int status = 0;
    for (int i = 0; text != null && text.length() == 3 && i < 3; i++) {
      status = status * 10 + Character.digit(text.charAt(i), 10);
    }
    return status;
  }

  private void fail(OriginExchange current, String detail) {
    current.fail(FailureCode.TARGET_INVALID_RESPONSE, detail);
  }

  /** Takes a piece of the body, and tells how much of it the target may send anew at once. */
  int onData(ByteBuf data, boolean last) {
    OriginExchange current = exchange;
    int size = data.readableBytes();
    if (current == null) {
      return size;
    }
    if (size > 0) {
      current.onBody(data.retain());
    }
    if (last) {
      complete();
    }
    if (reading || exchange == null) {
      return size;
    }
    unread += size;
    return 0;
  }

  private void complete() {
    OriginExchange done = exchange;
    if (tunnel) {
      if (done != null) {
        done.onTunnelEnd();
      }
      return;
    }
    exchange = null;
    if (!requestEnded) {
      connection.reset(id, Http2Error.NO_ERROR);
    }
    if (done != null) {
      done.complete();
    }
  }

  void onWritable() {
    if (exchange != null) {
      exchange.onWritable();
    }
  }

  /** The stream is no more. */
  void onClosed() {
    OriginExchange left = exchange;
    exchange = null;
    if (left != null) {
      left.connectionLost("The target ended the stream before its response was complete");
    }
  }
}

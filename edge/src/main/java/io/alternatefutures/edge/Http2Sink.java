package io.alternatefutures.edge;

import io.alternatefutures.edge.ResponseHeadWriter.Persistence;
import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.Http2Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one response as HTTP/2 frames. The last frame is held back until the next one or a flush,
 * so that it can say that it is the last.
 */
final class Http2Sink implements ResponseSink {
  private static final AsciiString REQUEST_ID = RequestIds.FIELD.toLowerCase();

  /** What HTTP/2 says in the place of 101 (RFC 8441 section 5). */
  private static final AsciiString SWITCHED = AsciiString.cached("200");

  /** Where the frames go. */
  interface Frames {
    void headers(Http2Headers headers, boolean last);

    void data(ByteBuf data, boolean last);
  }

  private final Frames frames;
  private final DateField date;
  private @Nullable Http2Headers heldHead;
  private @Nullable ByteBuf heldData;

  Http2Sink(Frames frames, DateField date) {
    this.frames = frames;
    this.date = date;
  }

  @Override
  public void head(
      int status,
      HttpHeaders headers,
      long length,
      long declared,
      Persistence persistence,
      String requestId) {
    Http2Headers head = new DefaultHttp2Headers(false, headers.size() + 4);
    head.status(status == 101 ? SWITCHED : AsciiString.of(Integer.toString(status)));
    boolean dated = false;
    boolean identified = false;
    ConnectionOptions connection = ConnectionOptions.of(headers);
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      AsciiString name = Http2Fields.name(field.getKey());
      dated |= HttpHeaderNames.DATE.contentEquals(name);
      identified |= REQUEST_ID.contentEquals(name);
      if (!connection.endsHere(name) && !isOfHttp1(name)) {
        head.add(name, field.getValue());
      }
    }
    if (!dated) {
      head.add(HttpHeaderNames.DATE, date.value());
    }
    if (!identified) {
      head.add(REQUEST_ID, requestId);
    }
    long told = length == ResponseHeadWriter.BODYLESS ? declared : length;
    if (told >= 0) {
      head.add(HttpHeaderNames.CONTENT_LENGTH, Long.toString(told));
    }
    heldHead = head;
  }

  private static boolean isOfHttp1(AsciiString name) {
    return HttpHeaderNames.CONTENT_LENGTH.contentEquals(name)
        || HttpHeaderNames.SEC_WEBSOCKET_ACCEPT.contentEquals(name);
  }

  @Override
  public void body(ByteBuf data) {
    release();
    heldData = data;
  }

  @Override
  public void end(@Nullable HttpHeaders trailers) {
    if (trailers != null) {
      release();
      Http2Headers fields = new DefaultHttp2Headers(false, trailers.size());
      Http2Fields.addAll(trailers, fields);
      frames.headers(fields, true);
      return;
    }
    Http2Headers head = heldHead;
    ByteBuf data = heldData;
    heldHead = null;
    heldData = null;
    if (head != null) {
      frames.headers(head, true);
    } else {
      frames.data(data == null ? Unpooled.EMPTY_BUFFER : data, true);
    }
  }

  /** Writes what is held back: more is to come. */
  void release() {
    Http2Headers head = heldHead;
    ByteBuf data = heldData;
    heldHead = null;
    heldData = null;
    if (head != null) {
      frames.headers(head, false);
    }
    if (data != null) {
      frames.data(data, false);
    }
  }

  /** Lets go of what is held back. */
  void discard() {
    heldHead = null;
    if (heldData != null) {
      heldData.release();
      heldData = null;
    }
  }
}

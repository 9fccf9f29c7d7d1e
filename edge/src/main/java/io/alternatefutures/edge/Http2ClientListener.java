package io.alternatefutures.edge;

import io.alternatefutures.edge.http.Http2Fields;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.limits.Http2Limits;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes exchanges of a client's HTTP/2 frames. Owned by the connection's event loop. */
final class Http2ClientListener extends Http2EventAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http2ClientListener.class);
  private static final long FLOOD_NANOS = Http2Limits.FLOOD_SECONDS * 1_000_000_000L;

  private final Http2ClientConnection connection;
  private final EdgeCore core;
  private final ServerLoop loop;
  private final Http2ClientDeadlines deadlines;
  private final Http2Connection.PropertyKey key;
  private final int mostControlFrames;
  private int controlFrames;
  private long controlSince;

  Http2ClientListener(
      Http2ClientConnection connection,
      EdgeCore core,
      ServerLoop loop,
      Http2ClientDeadlines deadlines) {
    this.connection = connection;
    this.core = core;
    this.loop = loop;
    this.deadlines = deadlines;
    this.key = connection.connection().newKey();
    this.mostControlFrames = core.options().limits().http2().controlFrames();
  }

  private @Nullable Http2ClientStream of(@Nullable Http2Stream stream) {
    return stream == null ? null : stream.getProperty(key);
  }

  private @Nullable Http2Stream find(int streamId) {
    return connection.connection().stream(streamId);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean ended)
      throws Http2Exception {
    onHeadersRead(ctx, streamId, headers, padding, ended);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean ended)
      throws Http2Exception {
    deadlines.onFrame();
    Http2Stream stream = find(streamId);
    if (stream == null) {
      return;
    }
    Http2ClientStream known = of(stream);
    if (known != null) {
      known.onTrailers(trailers(streamId, headers));
      return;
    }
    ClientRequest request = Http2RequestReader.read(streamId, headers, loop, ended);
    Http2ClientStream opened = new Http2ClientStream(connection, stream, request, loop.date());
    stream.setProperty(key, opened);
    serve(request, opened.exchange());
    opened.served(ended);
  }

  private static HttpHeaders trailers(int streamId, Http2Headers headers) throws Http2Exception {
    for (var field : headers) {
      if (field.getKey().length() > 0 && field.getKey().charAt(0) == ':') {
        throw Http2Exception.streamError(
            streamId, Http2Error.PROTOCOL_ERROR, "Trailers have a pseudo-header field");
      }
    }
    try {
      return Trailers.clean(Http2Fields.read(headers));
    } catch (IllegalArgumentException e) {
      throw Http2Exception.streamError(
          streamId, Http2Error.PROTOCOL_ERROR, e, "A trailer field is not valid");
    }
  }

  private void serve(ClientRequest request, ClientExchange exchange) {
    Decision.Reject violation = violation(request);
    if (violation != null) {
      exchange.decided(violation);
      exchange.answer(violation);
      return;
    }
    try {
      core.pipeline().handle(exchange);
    } catch (RuntimeException e) {
      Observer.failed(LOG, request, e);
      exchange.onFailure(FailureCode.INTERNAL, e.toString());
    }
  }

  private Decision.@Nullable Reject violation(ClientRequest request) {
    var limits = core.options().limits();
    if (request.headers().size() > limits.headerFields()) {
      return Decision.Reject.of(Rejection.HEADER_TOO_LARGE);
    }
    if (request.target().length() > limits.requestLineBytes()) {
      return Decision.Reject.of(Rejection.URI_TOO_LONG);
    }
    return RequestReader.violation(request, limits);
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean ended) {
    deadlines.onFrame();
    Http2ClientStream stream = of(find(streamId));
    if (stream == null) {
      return data.readableBytes() + padding;
    }
    int taken = stream.onData(data);
    if (ended) {
      stream.onEnd();
    }
    return taken + padding;
  }

  void writabilityChanged(Http2Stream changed) {
    Http2ClientStream stream = of(changed);
    if (stream != null && connection.isWritable(changed)) {
      stream.onWritable();
    }
  }

  @Override
  public void onStreamClosed(Http2Stream closed) {
    deadlines.onFrame();
    Http2ClientStream stream = of(closed);
    if (stream != null) {
      stream.onClosed();
    }
  }

  void onTick(long now) {
    try {
      connection
          .connection()
          .forEachActiveStream(active -> {
            Http2ClientStream stream = of(active);
            if (stream != null) {
              stream.onTick(now);
            }
            return true;
          });
    } catch (Http2Exception e) {
      LOG.error("Looking at deadlines failed", e);
    }
  }

  // Frames that carry no request.

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    onControlFrame();
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    onControlFrame();
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    onControlFrame();
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    onControlFrame();
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
    deadlines.onFrame();
  }

  private void onControlFrame() throws Http2Exception {
    deadlines.onFrame();
    long now = System.nanoTime();
    if (controlFrames == 0 || now - controlSince > FLOOD_NANOS) {
      controlSince = now;
      controlFrames = 0;
    }
    if (++controlFrames > mostControlFrames) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM,
          "More than %d control frames in %d seconds",
          mostControlFrames,
          Http2Limits.FLOOD_SECONDS);
    }
  }
}

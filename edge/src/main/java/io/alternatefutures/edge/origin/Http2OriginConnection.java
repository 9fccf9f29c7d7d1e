package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.limits.Http2Limits;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.loop.FlushQueue;
import io.alternatefutures.edge.loop.Flushable;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a target that speaks HTTP/2 and carries many exchanges at once. Owned by its
 * event loop. Its window is that of all its streams together, so that a client that reads slowly
 * holds up nobody but itself.
 */
final class Http2OriginConnection extends Http2ConnectionHandler implements Flushable {
  private static final int DEFAULT_WINDOW = 65_535;

  private final OriginGroup group;
  private final Reach reach;
  private final OriginLimits limits;
  private final FlushQueue flushes;
  private final Http2Connection.PropertyKey key;
  private @Nullable ChannelHandlerContext context;
  private boolean flushQueued;
  private boolean ending;
  private boolean used;

  /** Exchanges that open a WebSocket, until the target has said whether it can be had. */
  private @Nullable Deque<OriginExchange> undecided = new ArrayDeque<>();

  private boolean tunnelling;
  private int streams;
  private long idleSince = System.nanoTime();

  private Http2OriginConnection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      OriginGroup group,
      Reach reach,
      OriginLimits limits,
      FlushQueue flushes) {
    super(decoder, encoder, settings);
    this.group = group;
    this.reach = reach;
    this.limits = limits;
    this.flushes = flushes;
    this.key = connection().newKey();
    Frames frames = new Frames();
    decoder.frameListener(frames);
    connection().addListener(frames);
    encoder.flowController().listener(frames::writabilityChanged);
  }

  static Http2OriginConnection of(
      OriginGroup group, Reach reach, OriginLimits limits, FlushQueue flushes) {
    return new Builder(group, reach, limits, flushes).build();
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2OriginConnection, Builder> {
    private final OriginGroup group;
    private final Reach reach;
    private final OriginLimits limits;
    private final FlushQueue flushes;

    Builder(OriginGroup group, Reach reach, OriginLimits limits, FlushQueue flushes) {
      this.group = group;
      this.reach = reach;
      this.limits = limits;
      this.flushes = flushes;
      Http2Limits http2 = Http2Limits.defaults();
      server(false);
      initialSettings(
          Http2Settings.defaultSettings()
              .pushEnabled(false)
              .initialWindowSize(http2.streamWindow())
              .maxHeaderListSize(limits.headerBytes()));
      validateHeaders(true);
      validateRequiredPseudoHeaders(true);
      decoderEnforceMaxRstFramesPerWindow(http2.resets(), Http2Limits.FLOOD_SECONDS);
      decoderEnforceMaxConsecutiveEmptyDataFrames(Http2Limits.EMPTY_DATA_FRAMES);
      decoderEnforceMaxSmallContinuationFrames(Http2Limits.SMALL_CONTINUATION_FRAMES);
      encoderEnforceMaxQueuedControlFrames(Http2Limits.QUEUED_CONTROL_FRAMES);
      gracefulShutdownTimeoutMillis(limits.streamIdleTimeout().toMillis());
    }

    @Override
    protected Http2OriginConnection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2OriginConnection(decoder, encoder, settings, group, reach, limits, flushes);
    }

    @Override
    public Http2OriginConnection build() {
      return super.build();
    }
  }

  // From the group.

  Reach reach() {
    return reach;
  }

  /** Whether one more exchange can begin. */
  boolean hasRoom() {
    return !ending
        && context().channel().isActive()
        && streams < Http2Limits.defaults().streams()
        && connection().local().canOpenStream();
  }

  /** Whether it is known that no WebSocket can be had over this connection. */
  boolean refusesTunnels() {
    return undecided == null && !tunnelling;
  }

  /** Begins an exchange, one for a WebSocket as soon as it is known that this can be had. */
  void begin(OriginExchange exchange) {
    Deque<OriginExchange> waiting = undecided;
    if (waiting != null && exchange.request().upgrade() != null) {
      waiting.add(exchange);
    } else {
      exchange.attach(open());
    }
  }

  /** A stream for one exchange. */
  private Http2OriginStream open() {
    boolean reused = used;
    used = true;
    streams++;
    int id = connection().local().incrementAndGetNextStreamId();
    return new Http2OriginStream(this, id, reused);
  }

  void closeIfIdle(long now) {
    if (streams > 0) {
      idleSince = now;
    } else if (now - idleSince > limits.idleTimeout().toNanos()) {
      drain();
    }
  }

  /** No further exchanges; ends once those under way have ended. */
  void drain() {
    ending = true;
    var _ = context().channel().close();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  // From the connection.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    Http2Limits http2 = Http2Limits.defaults();
    int more = http2.streams() * http2.streamWindow() - DEFAULT_WINDOW;
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    flushes.afterReads();
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    ending = true;
    group.removed(this);
    Deque<OriginExchange> left = undecided;
    undecided = null;
    if (left != null) {
      left.forEach(exchange ->
          exchange.fail(
              FailureCode.TARGET_UNREACHABLE, "The target closed the connection at its start"));
    }
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    onError(ctx, false, cause);
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception fault) {
    ending = true;
    gracefulShutdownTimeoutMillis(0);
    Http2Exception told =
        fault == null
            ? new Http2Exception(Http2Error.INTERNAL_ERROR, "The connection failed", cause)
            : fault;
    super.onConnectionError(ctx, outbound, cause, told);
  }

  /** What arrives, by stream. */
  private final class Frames extends Http2EventAdapter {
    private @Nullable Http2OriginStream of(@Nullable Http2Stream stream) {
      return stream == null ? null : stream.getProperty(key);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last) {
      onHeadersRead(ctx, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last) {
      Http2OriginStream stream = of(connection().stream(id));
      if (stream != null) {
        stream.onHeaders(headers, last, limits.headerFields());
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
      Http2OriginStream stream = of(connection().stream(id));
      return padding + (stream == null ? data.readableBytes() : stream.onData(data, last));
    }

    /** The first settings say whether there can be WebSockets; they come before all else. */
    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      Deque<OriginExchange> waiting = undecided;
      if (waiting != null) {
        undecided = null;
        tunnelling = Boolean.TRUE.equals(settings.connectProtocolEnabled());
        waiting.stream()
            .filter(exchange -> !exchange.isDone())
            .forEach(tunnelling ? group::send : group::tunnelRefused);
      }
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
      ending = true;
      if (streams == 0) {
        drain();
      }
    }

    @Override
    public void onStreamClosed(Http2Stream closed) {
      Http2OriginStream stream = of(closed);
      if (stream != null) {
        streams--;
        stream.onClosed();
        if (ending && streams == 0) {
          drain();
        }
      }
    }

    void writabilityChanged(Http2Stream changed) {
      Http2OriginStream stream = of(changed);
      if (stream != null && encoder().flowController().isWritable(changed)) {
        stream.onWritable();
      }
    }
  }

  // From the streams.

  boolean isWritable(int id) {
    Http2Stream stream = connection().stream(id);
    return stream != null && encoder().flowController().isWritable(stream);
  }

  void writeHeaders(Http2OriginStream owner, int id, Http2Headers headers, boolean last) {
    ChannelHandlerContext ctx = context();
    var sent = encoder().writeHeaders(ctx, id, headers, 0, last, ctx.newPromise());
    Http2Stream stream = connection().stream(id);
    if (stream == null) {
      streams--;
      ctx.channel().eventLoop().execute(owner::onClosed);
    } else {
      stream.setProperty(key, owner);
      var _ =
          sent.addListener(future -> {
            if (!future.isSuccess()) {
              reset(id, Http2Error.INTERNAL_ERROR);
            }
          });
    }
    queueFlush();
  }

  void writeData(int id, ByteBuf data, boolean last) {
    ChannelHandlerContext ctx = context();
    var _ = encoder().writeData(ctx, id, data, 0, last, ctx.newPromise());
    queueFlush();
  }

  void taken(int id, int bytes) {
    Http2Stream stream = connection().stream(id);
    try {
      if (stream != null) {
        decoder().flowController().consumeBytes(stream, bytes);
        queueFlush();
      }
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  void reset(int id, Http2Error reason) {
    ChannelHandlerContext ctx = context();
    if (connection().stream(id) != null) {
      var _ = resetStream(ctx, id, reason.code(), ctx.newPromise());
      queueFlush();
    }
  }

  private void queueFlush() {
    if (!flushQueued) {
      flushQueued = true;
      flushes.add(this);
    }
  }

  @Override
  public void flushPending() {
    flushQueued = false;
    flush(context());
  }
}

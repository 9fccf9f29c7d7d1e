package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.Http2Limits;
import io.alternatefutures.edge.loop.FlushQueue;
import io.alternatefutures.edge.loop.Flushable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection that speaks HTTP/2 (RFC 9113): gives each stream's request to the pipeline.
 * Owned by its event loop.
 */
final class Http2ClientConnection extends Http2ConnectionHandler implements Flushable {
  private static final Logger LOG = LoggerFactory.getLogger(Http2ClientConnection.class);
  private static final int DEFAULT_WINDOW = 65_535;

  private final EdgeCore core;
  private final ServerLoop loop;
  private final FlushQueue flushes;
  private final ClientPeer peer;
  private final Http2ClientDeadlines deadlines;
  private final List<Http2ClientStream> dirty = new ArrayList<>();
  private @Nullable ChannelHandlerContext context;
  private boolean flushQueued;

  private Http2ClientConnection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      EdgeCore core,
      ServerLoop loop,
      ClientPeer peer) {
    super(decoder, encoder, settings);
    this.core = core;
    this.loop = loop;
    this.flushes = loop.context().flushes();
    this.peer = peer;
    this.deadlines = new Http2ClientDeadlines(this, core.options().limits());
    Http2ClientListener listener = new Http2ClientListener(this, core, loop, deadlines);
    deadlines.streams(listener);
    decoder.frameListener(listener);
    connection().addListener(listener);
    encoder.flowController().listener(listener::writabilityChanged);
  }

  static Http2ClientConnection of(EdgeCore core, ServerLoop loop, ClientPeer peer) {
    ClientLimits limits = core.options().limits();
    return new Builder(core, loop, peer)
        .settings(limits)
        .gracefulShutdownTimeoutMillis(core.options().drainTimeout().toMillis())
        .build();
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2ClientConnection, Builder> {
    private final EdgeCore core;
    private final ServerLoop loop;
    private final ClientPeer peer;

    Builder(EdgeCore core, ServerLoop loop, ClientPeer peer) {
      this.core = core;
      this.loop = loop;
      this.peer = peer;
    }

    Builder settings(ClientLimits limits) {
      Http2Limits http2 = limits.http2();
      server(true);
      initialSettings(
          Http2Settings.defaultSettings()
              .maxConcurrentStreams(http2.streams())
              .initialWindowSize(http2.streamWindow())
              .connectProtocolEnabled(true)
              .maxHeaderListSize(limits.headerBytes()));
      validateHeaders(true);
      validateRequiredPseudoHeaders(true);
      decoderEnforceMaxRstFramesPerWindow(http2.resets(), Http2Limits.FLOOD_SECONDS);
      encoderEnforceMaxRstFramesPerWindow(http2.resets(), Http2Limits.FLOOD_SECONDS);
      decoderEnforceMaxConsecutiveEmptyDataFrames(Http2Limits.EMPTY_DATA_FRAMES);
      decoderEnforceMaxSmallContinuationFrames(Http2Limits.SMALL_CONTINUATION_FRAMES);
      encoderEnforceMaxQueuedControlFrames(Http2Limits.QUEUED_CONTROL_FRAMES);
      return this;
    }

    @Override
    public Builder gracefulShutdownTimeoutMillis(long millis) {
      return super.gracefulShutdownTimeoutMillis(millis);
    }

    @Override
    protected Http2ClientConnection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2ClientConnection(decoder, encoder, settings, core, loop, peer);
    }

    @Override
    public Http2ClientConnection build() {
      return super.build();
    }
  }

  // From the connection.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    int more = limits().http2().connectionWindow() - DEFAULT_WINDOW;
    if (more > 0) {
      decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    }
    loop.context().sweeper().watch(deadlines);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    deadlines.onBytes();
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    flushes.afterReads();
    if (actualReadableBytes() == 0) {
      deadlines.onFrame(); // whatever it was, it was whole
    }
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    loop.context().sweeper().forget(deadlines);
    super.channelInactive(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == ConnectionEvent.DRAIN) {
      drain();
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof IOException) {
      var _ = ctx.channel().close();
    } else if (cause instanceof Http2Exception || cause.getCause() instanceof Http2Exception) {
      super.exceptionCaught(ctx, cause);
    } else {
      LOG.error("Connection of {} failed", peer.connected().address(), cause);
      onError(ctx, false, cause);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception fault) {
    // Whoever breaks the protocol gets no time to finish other streams.
    Http2Exception told = fault == null ? fault(cause) : fault;
    gracefulShutdownTimeoutMillis(0);
    super.onConnectionError(ctx, outbound, cause, told);
  }

  private static Http2Exception fault(Throwable cause) {
    return new Http2Exception(Http2Error.INTERNAL_ERROR, "The connection failed", cause);
  }

  /** No further streams; ends once those under way have ended. */
  void drain() {
    var _ = context().channel().close();
  }

  /** Ends the connection at once: the client is idle, or does not take part. */
  void expire() {
    gracefulShutdownTimeoutMillis(0);
    drain();
  }

  /** Resets the connection: the client takes nothing, so there is no use in telling it anything. */
  void cut() {
    ClosingChannel.reset(context().channel());
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  // From the streams.

  EventLoop eventLoop() {
    return loop.context().loop();
  }

  ByteBufAllocator allocator() {
    return context().alloc();
  }

  ClientLimits limits() {
    return core.options().limits();
  }

  ClientPeer peer() {
    return peer;
  }

  EdgeMetrics metrics() {
    return core.observer().metrics();
  }

  void report(ExchangeReport report) {
    core.observer().observe(report);
  }

  /** How much of what was written waits for the socket. */
  long backlog() {
    var channel = context().channel();
    return channel.isWritable() ? 0 : channel.bytesBeforeWritable();
  }

  boolean isWritable(Http2Stream stream) {
    return encoder().flowController().isWritable(stream);
  }

  void flush() {
    flush(context());
  }

  void flushLater(Http2ClientStream stream) {
    dirty.add(stream);
    queueFlush();
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
    for (int i = 0; i < dirty.size(); i++) {
      dirty.get(i).commit();
    }
    dirty.clear();
    flush();
  }

  /** The taker of a body has taken some of it. */
  void taken(Http2Stream stream, int bytes) {
    try {
      decoder().flowController().consumeBytes(stream, bytes);
      queueFlush();
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  void writeHeaders(
      Http2Stream stream, Http2Headers headers, boolean last, ChannelFutureListener sent) {
    ChannelHandlerContext ctx = context();
    var _ =
        encoder()
            .writeHeaders(ctx, stream.id(), headers, 0, last, ctx.newPromise())
            .addListener(sent);
  }

  void writeData(Http2Stream stream, ByteBuf data, boolean last, ChannelFutureListener sent) {
    ChannelHandlerContext ctx = context();
    DataPromise promise = new DataPromise(ctx, data.readableBytes());
    var _ = encoder().writeData(ctx, stream.id(), data, 0, last, promise).addListener(sent);
  }

  void reset(Http2Stream stream, Http2Error reason) {
    ChannelHandlerContext ctx = context();
    var _ = resetStream(ctx, stream.id(), reason.code(), ctx.newPromise());
    queueFlush();
  }
}

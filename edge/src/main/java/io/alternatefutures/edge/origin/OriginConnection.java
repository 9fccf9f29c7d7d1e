package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.HalfClose;
import io.alternatefutures.edge.http.HeadBuffer;
import io.alternatefutures.edge.http.MessageWriter;
import io.alternatefutures.edge.http.UpgradeProtocol;
import io.alternatefutures.edge.loop.FlushQueue;
import io.alternatefutures.edge.loop.Flushable;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a target, serving one exchange at a time. Owned by its event loop.
 *
 * <p>A response counts as complete at the end of the batch of reads its last byte came in, so that
 * bytes the target sent beyond it are never taken for the answer to the next request.
 */
final class OriginConnection extends ChannelInboundHandlerAdapter
    implements Flushable, OriginStream {
  private final OriginGroup group;
  private final Reach reach;
  private final ResponseDecoder decoder;
  private final FlushQueue flushes;
  private final boolean secure;
  private final Channel channel;
  private final MessageWriter writer;

  private @Nullable OriginExchange exchange;
  private boolean reused;
  private boolean chunkedRequest;
  private boolean requestEnded;
  private boolean keepAlive;
  private boolean skipInformational;
  private boolean untilClose;
  private boolean closeNotified;
  private boolean responseComplete;
  private @Nullable HttpResponse switching;
  private boolean tunnel;
  private boolean flushQueued;

  /** When the connection was last put back, by {@link System#nanoTime()}. */
  long idleSince;

  /** How long it may be idle, in nanoseconds. */
  long idleNanos;

  OriginConnection(
      OriginGroup group,
      Reach reach,
      Channel channel,
      ResponseDecoder decoder,
      FlushQueue flushes) {
    this.group = group;
    this.reach = reach;
    this.channel = channel;
    this.writer = new MessageWriter(channel);
    this.decoder = decoder;
    this.flushes = flushes;
    this.secure = group.origin().secure();
    this.idleNanos = group.idleNanos();
  }

  Reach reach() {
    return reach;
  }

  /** Whether the connection has answered a request before the current one. */
  @Override
  public boolean isReused() {
    return reused;
  }

  @Override
  public boolean bytesSeen() {
    return decoder.bytesSeen();
  }

  boolean isUsable() {
    return channel.isActive();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void begin(OriginExchange next) {
    exchange = next;
    OriginRequest request = next.request();
    chunkedRequest = request.contentLength() == OriginRequest.CHUNKED;
    requestEnded = false;
    keepAlive = false;
    untilClose = false;
    responseComplete = false;
    skipInformational = false;
    decoder.expect(request.method());
    HeadBuffer head = group.head();
    RequestHeadWriter.write(request, group.hostField(), head);
    writer.head(head);
    flushLater();
  }

  @Override
  public boolean body(ByteBuf data) {
    if (chunkedRequest) {
      writer.chunk(data);
    } else {
      writer.raw(data);
    }
    flushLater();
    return isWritable();
  }

  @Override
  public void endBody(@Nullable HttpHeaders trailers) {
    if (tunnel) {
      writer.flush();
      HalfClose.endOutput(channel);
    } else if (chunkedRequest) {
      if (trailers == null) {
        writer.lastChunk();
      } else {
        writer.lastChunk(trailers, group.head());
      }
      flushLater();
    }
    requestEnded = true;
  }

  @Override
  public void reading(boolean wanted) {
    channel.config().setAutoRead(wanted);
  }

  @Override
  public void abort() {
    exchange = null;
    responseComplete = false;
    close();
  }

  @Override
  public void closeTunnel() {
    exchange = null;
    writer.flush();
    HalfClose.close(channel);
  }

  void close() {
    writer.discard();
    var _ = channel.close();
  }

  private void flushLater() {
    if (!flushQueued) {
      flushQueued = true;
      flushes.add(this);
    }
  }

  @Override
  public void flushPending() {
    flushQueued = false;
    writer.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    OriginExchange current = exchange;
    if (current == null || responseComplete) {
      // Nothing was asked: whatever this is, it must not become an answer.
      ReferenceCountUtil.release(message);
      keepAlive = false;
      if (current == null) {
        close();
      }
      return;
    }
    if (message instanceof HttpResponse response) {
      onResponse(current, response);
    } else if (message instanceof ByteBuf bytes) {
      current.onBody(bytes);
    } else {
      onContent(current, (HttpContent) message);
    }
  }

  private void onResponse(OriginExchange current, HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      ReferenceCountUtil.release(response);
      if (!decoder.bytesSeen()) {
        return; // the connection ended: channelInactive follows
      }
      fail(current, "The response is not HTTP: " + response.decoderResult().cause().getMessage());
      return;
    }
    int status = response.status().code();
    if (status == 101) {
      onSwitch(current, response);
    } else if (status < 100 || status > 599) {
      fail(current, "The status code " + status + " is not HTTP");
    } else if (status < 200) {
      skipInformational = true;
      HttpHeaders headers = response.headers();
      current.onInterim(status, ConnectionOptions.of(headers), headers);
    } else {
      onFinalResponse(current, response, status);
    }
  }

  private void onSwitch(OriginExchange current, HttpResponse response) {
    String asked = current.request().upgrade();
    String given = UpgradeProtocol.of(response.headers());
    if (asked == null) {
      fail(current, "The target switched protocols without being asked to");
    } else if (!asked.equalsIgnoreCase(given)) {
      fail(current, "The target switched to " + given + " instead of " + asked);
    } else {
      switching = response;
    }
  }

  /** Bytes from here on, those first that came with the head. The connection is never kept. */
  private void beginTunnel(OriginExchange current, HttpResponse response) {
    tunnel = true;
    chunkedRequest = false;
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    HttpHeaders headers = response.headers();
    current.onTunnel(response.protocolVersion(), ConnectionOptions.of(headers), headers);
    channel.pipeline().remove(decoder);
  }

  private void onFinalResponse(OriginExchange current, HttpResponse response, int status) {
    HttpHeaders headers = response.headers();
    boolean coded = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> codings = coded ? headers.getAll(HttpHeaderNames.TRANSFER_ENCODING) : List.of();
    boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    if (coded && !chunked) {
      fail(current, "The response has a transfer coding other than chunked");
      return;
    }
    boolean bodyless = current.request().method().equals("HEAD") || status == 204 || status == 304;
    untilClose = !bodyless && !chunked && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    ConnectionOptions options = ConnectionOptions.of(headers);
    boolean persistent =
        response.protocolVersion().equals(HttpVersion.HTTP_1_1)
            ? !options.close()
            : options.keepAlive();
    keepAlive = persistent && !untilClose;
    if (keepAlive) {
      idleNanos = KeepAlive.idleNanos(headers, group.idleNanos());
    }
    current.onHead(status, response.protocolVersion(), options, headers);
  }

  private void onContent(OriginExchange current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      fail(current, "The response body is not valid: " + content.decoderResult().cause());
      return;
    }
    boolean last = content instanceof LastHttpContent;
    HttpResponse switched = switching;
    if (switched != null) {
      content.release();
      switching = null;
      beginTunnel(current, switched);
      return;
    }
    if (skipInformational) {
      content.release();
      skipInformational = !last;
      return;
    }
    if (last && untilClose && secure && !closeNotified) {
      content.release();
      fail(current, "The response was cut off: TLS ended without close_notify");
      return;
    }
    ByteBuf data = content.content();
    responseComplete = last;
    HttpHeaders trailers = last ? ((LastHttpContent) content).trailingHeaders() : null;
    if (data.isReadable()) {
      current.onBody(data);
    } else {
      content.release();
    }
    if (trailers != null && !trailers.isEmpty()) {
      current.onTrailers(trailers);
    }
  }

  private void fail(OriginExchange current, String detail) {
    current.fail(FailureCode.TARGET_INVALID_RESPONSE, detail);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (responseComplete) {
      finish();
    }
    flushes.afterReads();
  }

  private void finish() {
    responseComplete = false;
    OriginExchange done = exchange;
    exchange = null;
    if (keepAlive && requestEnded && isUsable()) {
      reused = true;
      group.release(this);
    } else {
      close();
    }
    if (done != null) {
      done.complete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    OriginExchange current = exchange;
    if (current != null && channel.isWritable()) {
      current.onWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closed) {
      closeNotified = closed.isSuccess();
    }
    boolean ended = event instanceof ChannelInputShutdownEvent || closeNotified;
    if (tunnel && ended && exchange != null) {
      exchange.onTunnelEnd();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    OriginExchange current = exchange;
    exchange = null;
    responseComplete = false;
    close();
    if (current != null) {
      current.connectionLost("The connection broke: " + cause.getMessage());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    OriginExchange current = exchange;
    exchange = null;
    writer.discard();
    group.removed(this);
    if (current != null) {
      current.connectionLost("The target closed the connection before its response was complete");
    }
  }
}

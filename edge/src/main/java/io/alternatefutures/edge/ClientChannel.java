package io.alternatefutures.edge;

import io.alternatefutures.edge.http.HalfClose;
import io.alternatefutures.edge.http.MessageWriter;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.loop.FlushQueue;
import io.alternatefutures.edge.loop.Flushable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: hands its requests to the pipeline one after the other. Owned by its event
 * loop.
 */
final class ClientChannel extends ChannelInboundHandlerAdapter implements Flushable, ClientStream {
  private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);

  private final EdgeCore core;
  private final ServerLoop loop;
  private final FlushQueue flushes;
  private final Channel channel;
  private final RequestDecoder decoder;
  private final MessageWriter writer;
  private final ClientDeadlines deadlines;
  private final Http1Sink sink;
  private final ClientPeer peer;

  private @Nullable ClientExchange current;
  private boolean flushQueued;
  private boolean nextWaits;
  private boolean closing;
  private boolean tunnelled;

  ClientChannel(
      EdgeCore core, ServerLoop loop, Channel channel, RequestDecoder decoder, ClientPeer peer) {
    this.core = core;
    this.loop = loop;
    this.flushes = loop.context().flushes();
    this.channel = channel;
    this.decoder = decoder;
    this.writer = new MessageWriter(channel);
    this.deadlines = new ClientDeadlines(this, decoder, core.options().limits());
    this.sink = new Http1Sink(writer, loop.heads());
    this.peer = peer;
  }

  @Override
  public EventLoop eventLoop() {
    return loop.context().loop();
  }

  @Override
  public ByteBufAllocator allocator() {
    return channel.alloc();
  }

  @Override
  public ClientLimits limits() {
    return core.options().limits();
  }

  @Override
  public ClientPeer peer() {
    return peer;
  }

  @Nullable ClientExchange current() {
    return current;
  }

  /** How much of what was written waits for the client; a piece that it has in part counts so. */
  long unsent() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  /** How much was written. */
  long written() {
    return writer.written();
  }

  // From the client.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.context().sweeper().watch(deadlines);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest head) {
      onHead(head);
    } else if (message instanceof ByteBuf bytes) {
      onTunnelBytes(bytes);
    } else {
      onContent((HttpContent) message);
    }
  }

  private void onHead(HttpRequest head) {
    ClientRequest request =
        RequestReader.read(
            head,
            loop.ids().idOf(head.headers()),
            loop.traces().of(head.headers()),
            decoder.headStart());
    ClientExchange exchange = new ClientExchange(this, request, new ClientResponse(request, sink));
    current = exchange;
    if (head.decoderResult().isFailure()) {
      ReferenceCountUtil.release(head);
      refuse(exchange, RequestReader.undecodable(head.decoderResult().cause()));
      return;
    }
    Decision.Reject violation = RequestReader.violation(request, decoder.hosts(), limits());
    if (violation != null) {
      refuse(exchange, violation);
      return;
    }
    try {
      core.pipeline().handle(exchange);
    } catch (RuntimeException e) {
      Observer.failed(LOG, request, e);
      exchange.onFailure(io.alternatefutures.sandbox.FailureCode.INTERNAL, e.toString());
    }
  }

  private static void refuse(ClientExchange exchange, Decision.Reject reject) {
    exchange.decided(reject);
    exchange.answer(reject);
  }

  private void onContent(HttpContent content) {
    ClientExchange exchange = current;
    if (exchange == null) {
      content.release();
      return;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      exchange.requestInvalid(
          Decision.Reject.of(Rejection.BAD_REQUEST, "The request body is malformed"));
      return;
    }
    boolean last = content instanceof LastHttpContent;
    if (content.content().isReadable()) {
      exchange.requestBody(content.content());
    } else {
      content.release();
    }
    if (last && current == exchange) {
      HttpHeaders trailers = ((LastHttpContent) content).trailingHeaders();
      if (!trailers.isEmpty()) {
        exchange.requestTrailers(trailers);
      }
      exchange.requestEnd();
    }
  }

  private void onTunnelBytes(ByteBuf bytes) {
    ClientExchange exchange = current;
    if (exchange == null) {
      bytes.release();
    } else {
      exchange.requestBody(bytes);
    }
  }

  /** The input ends by itself with {@link #tunnel} only; else Netty closes the connection. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && current != null) {
      current.requestEnd();
    } else if (event == ConnectionEvent.DRAIN) {
      drain();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushes.afterReads();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!channel.isWritable()) {
      return;
    }
    if (current != null) {
      current.writable();
    } else if (nextWaits) {
      nextWaits = false;
      decoder.next();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    loop.context().sweeper().forget(deadlines);
    writer.discard();
    ClientExchange left = current;
    current = null;
    if (left != null) {
      left.abandoned("The client closed the connection");
    }
    if (tunnelled) {
      core.observer().metrics().tunnelClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("Connection of {} failed", peer.connected().address(), cause);
    }
    abort();
  }

  // From the exchange.

  @Override
  public boolean mayKeepAlive() {
    ClientExchange exchange = current;
    // What follows a request to upgrade may be meant for the other protocol: it is never a request.
    return !core.isDraining()
        && exchange != null
        && exchange.mayKeepAlive()
        && !(exchange.request().upgrade() != null && decoder.hasMore());
  }

  @Override
  public void tunnel() {
    tunnelled = true;
    core.observer().metrics().tunnelOpened();
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setAutoRead(true);
    channel.pipeline().remove(decoder);
  }

  @Override
  public void endOutput() {
    writer.flush();
    HalfClose.endOutput(channel);
  }

  @Override
  public void flushLater() {
    if (!flushQueued) {
      flushQueued = true;
      flushes.add(this);
    }
  }

  @Override
  public void flushPending() {
    flushQueued = false;
    if (current != null) {
      current.commit();
    }
    writer.flush();
  }

  @Override
  public boolean drains() {
    if (channel.isWritable()) {
      return true;
    }
    writer.flush();
    return channel.isWritable();
  }

  @Override
  public void interim(int status, HttpHeaders headers) {
    writer.head(loop.heads().interim(status, headers));
    flushLater();
  }

  @Override
  public void reading(boolean wanted) {
    channel.config().setAutoRead(wanted);
  }

  @Override
  public void report(ExchangeReport report) {
    core.observer().observe(report);
  }

  @Override
  public void next() {
    current = null;
    deadlines.idle();
    if (core.isDraining()) {
      finish(false);
      return;
    }
    if (drains()) {
      decoder.next();
    } else {
      nextWaits = true; // a client that reads no answers gets no further ones
    }
  }

  @Override
  public void finish(boolean requestPending) {
    if (closing) {
      return;
    }
    closing = true;
    current = null;
    decoder.discard();
    writer.flush();
    if (requestPending || decoder.hasMore()) {
      deadlines.linger();
      ClosingChannel.linger(channel);
    } else {
      ClosingChannel.close(channel);
    }
  }

  @Override
  public void abort() {
    closing = true;
    writer.discard();
    ClosingChannel.reset(channel);
  }

  @Override
  public void expire() {
    closing = true;
    var _ = channel.close();
  }

  /** The server closes: ends the connection now, or after the request it is serving. */
  private void drain() {
    if (current == null && !closing) {
      finish(false);
    }
  }

  /** The head of a request did not arrive in time. */
  void headLate() {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");
    ClientRequest request =
        RequestReader.read(
            head, loop.ids().next(), loop.traces().of(head.headers()), decoder.headStart());
    ClientExchange exchange = new ClientExchange(this, request, new ClientResponse(request, sink));
    current = exchange;
    refuse(exchange, Decision.Reject.of(Rejection.REQUEST_TIMEOUT));
  }
}

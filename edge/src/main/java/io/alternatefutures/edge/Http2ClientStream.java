package io.alternatefutures.edge;

import io.alternatefutures.edge.http.Http2Fields;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request of an HTTP/2 connection. Owned by the connection's event loop. */
final class Http2ClientStream implements ClientStream, Http2Sink.Frames, ChannelFutureListener {
  private final Http2ClientConnection connection;
  private final Http2Stream stream;
  private final Http2Sink sink;
  private final ClientExchange exchange;

  /**
   * What comes before it is clear whether there will be a tunnel; null when that is no question.
   */
  private @Nullable List<ByteBuf> early;

  private boolean earlyEnd;
  private boolean tunnelled;
  private boolean reading = true;
  private int unread;
  private boolean dirty;
  private boolean closed;
  private boolean resetWhenSent;

  /** Frames that the client has not taken yet, and the bytes of those that it has. */
  private int unsent;

  private long taken;
  private @Nullable Pace pace;

  Http2ClientStream(
      Http2ClientConnection connection, Http2Stream stream, ClientRequest request, DateField date) {
    this.connection = connection;
    this.stream = stream;
    this.sink = new Http2Sink(this, date);
    this.early = request.upgrade() == null ? null : new ArrayList<>();
    this.exchange = new ClientExchange(this, request, new ClientResponse(request, sink));
  }

  ClientExchange exchange() {
    return exchange;
  }

  // From the client.

  /**
   * The request has been decided on.
   *
   * @param ended whether the client sends nothing more
   */
  void served(boolean ended) {
    if (early != null) {
      exchange.requestEnd(); // what follows is no body
    }
    if (ended) {
      onEnd();
    }
  }

  /** The client sends nothing more. */
  void onEnd() {
    if (early == null) {
      exchange.requestEnd();
    } else {
      earlyEnd = true;
    }
  }

  /**
   * Takes a piece of the body.
   *
   * @return how many of its bytes the client may send anew at once
   */
  int onData(ByteBuf data) {
    int size = data.readableBytes();
    if (size == 0) {
      return 0;
    }
    if (early != null) {
      early.add(data.retain());
      unread += size;
      return 0;
    }
    exchange.requestBody(data.retain());
    if (reading || closed) {
      return size;
    }
    unread += size;
    return 0;
  }

  void onTrailers(HttpHeaders trailers) {
    exchange.requestTrailers(trailers);
    onEnd();
  }

  /** The client takes more. */
  void onWritable() {
    if (!closed) {
      exchange.writable();
    }
  }

  /** The stream is no more, whoever ended it. */
  void onClosed() {
    if (!closed) {
      closed = true;
      dropEarly();
      sink.discard();
      exchange.abandoned("The client reset the stream, or closed the connection");
      sink.discard();
      if (tunnelled) {
        connection.metrics().tunnelClosed();
      }
    }
  }

  void onTick(long now) {
    if (unsent > 0) {
      if (takesTooSlowly(now)) {
        connection.reset(stream, Http2Error.CANCEL);
      }
      return;
    }
    exchange.onTick(now);
  }

  private boolean takesTooSlowly(long now) {
    Pace known = pace;
    if (known == null) {
      known = new Pace(limits().responseRate(), now);
      pace = known;
    }
    return known.isTooSlow(now, taken);
  }

  // From the exchange.

  @Override
  public boolean mayKeepAlive() {
    return exchange.mayKeepAlive();
  }

  @Override
  public EventLoop eventLoop() {
    return connection.eventLoop();
  }

  @Override
  public ByteBufAllocator allocator() {
    return connection.allocator();
  }

  @Override
  public ClientLimits limits() {
    return connection.limits();
  }

  @Override
  public ClientPeer peer() {
    return connection.peer();
  }

  @Override
  public void interim(int status, HttpHeaders headers) {
    Http2Headers head = new DefaultHttp2Headers(false, headers.size() + 1);
    head.status(AsciiString.of(Integer.toString(status)));
    Http2Fields.addAll(headers, head);
    headers(head, false);
    flushLater();
  }

  @Override
  public void reading(boolean wanted) {
    reading = wanted;
    if (wanted && unread > 0) {
      int taken = unread;
      unread = 0;
      connection.taken(stream, taken);
    }
  }

  @Override
  public void flushLater() {
    if (!dirty) {
      dirty = true;
      connection.flushLater(this);
    }
  }

  /** Hands on what is held back; the connection flushes. */
  void commit() {
    dirty = false;
    if (!closed) {
      exchange.commit();
      sink.release();
    }
  }

  @Override
  public boolean drains() {
    if (connection.isWritable(stream)) {
      return true;
    }
    sink.release();
    connection.flush();
    return connection.isWritable(stream);
  }

  @Override
  public void report(ExchangeReport report) {
    connection.report(report);
  }

  @Override
  public void next() {
    // The stream ends by itself, unless the client waits for a tunnel that there will not be.
    if (early != null && !earlyEnd) {
      finish(true);
    }
  }

  @Override
  public void finish(boolean requestPending) {
    resetWhenSent = requestPending;
    if (requestPending && unsent == 0) {
      endUnread();
    }
  }

  @Override
  public void tunnel() {
    List<ByteBuf> first = early;
    if (first == null) {
      throw new IllegalStateException("HTTP/2 has no upgrade (RFC 9113 section 8.6)");
    }
    early = null;
    tunnelled = true;
    connection.metrics().tunnelOpened();
    first.forEach(exchange::requestBody);
    if (reading) {
      reading(true);
    }
    if (earlyEnd) {
      exchange.requestEnd();
    }
  }

  private void dropEarly() {
    if (early != null) {
      early.forEach(ByteBuf::release);
      early.clear();
    }
  }

  @Override
  public void endOutput() {
    flushLater();
  }

  @Override
  public void expire() {
    connection.reset(stream, Http2Error.CANCEL);
  }

  @Override
  public void abort() {
    sink.discard();
    connection.reset(stream, Http2Error.INTERNAL_ERROR);
  }

  /** The answer was sent whole, and what is left of the request is not wanted. */
  private void endUnread() {
    connection.reset(stream, Http2Error.NO_ERROR);
  }

  // From the sink.

  @Override
  public void headers(Http2Headers headers, boolean last) {
    unsent++;
    connection.writeHeaders(stream, headers, last, this);
  }

  @Override
  public void data(ByteBuf data, boolean last) {
    while (data.readableBytes() > Limits.BODY_PIECE_BYTES) {
      // In pieces, so that one can tell how far the client has come.
      unsent++;
      ByteBuf piece = data.readRetainedSlice(Limits.BODY_PIECE_BYTES);
      connection.writeData(stream, piece, false, this);
    }
    unsent++;
    connection.writeData(stream, data, last, this);
  }

  /** A frame was handed to the socket, or dropped. */
  @Override
  public void operationComplete(ChannelFuture future) {
    unsent--;
    taken += future instanceof DataPromise data ? data.size() : 1;
    if (resetWhenSent && unsent == 0 && !closed) {
      endUnread();
    }
  }
}

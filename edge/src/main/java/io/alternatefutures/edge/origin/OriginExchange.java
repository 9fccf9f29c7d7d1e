package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.ProjectEgress;
import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.http.Via;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.loop.Timed;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One request to a target, from choosing a connection to the last byte. Owned by its event loop.
 */
final class OriginExchange extends Timed implements OriginAttempt {
  private static final String USED_UP = "The project's egress is used up";

  private final OriginGroup group;
  private final OriginRequest request;
  private final ProjectEgress egress;
  private final ExchangeListener listener;
  private final OriginTimeouts timeouts;
  private final boolean cleaned;

  private @Nullable OriginStream connection;

  /** Body pieces that came before there was a connection. */
  private @Nullable Queue<ByteBuf> early;

  private @Nullable HttpHeaders trailers;
  private int interims;
  private long bodyBytes;
  private boolean sent;
  private boolean bodyStarted;
  private boolean requestEnded;
  private boolean headSeen;
  private boolean tunnel;
  private boolean targetEnded;
  private boolean paused;
  private boolean wantsWritable;
  private boolean retried;
  private boolean done;
  private long lastProgress = System.nanoTime();

  /**
   * @param cleaned whether fields that end at this hop are taken out of the response head
   */
  OriginExchange(
      OriginGroup group,
      OriginRequest request,
      ProjectEgress egress,
      OriginTimeouts timeouts,
      ExchangeListener listener,
      boolean cleaned) {
    this.group = group;
    this.request = request;
    this.egress = egress;
    this.timeouts = timeouts;
    this.listener = listener;
    this.cleaned = cleaned;
  }

  OriginRequest request() {
    return request;
  }

  /** What the project that the request is for may reach. */
  ProjectEgress egress() {
    return egress;
  }

  boolean isDone() {
    return done;
  }

  /** Sends the request, as far as it is known, over {@code chosen}. */
  void attach(OriginStream chosen) {
    connection = chosen;
    sent = true;
    chosen.begin(this);
    if (paused) {
      chosen.reading(false);
    }
    Queue<ByteBuf> waiting = early;
    if (waiting != null) {
      early = null;
      for (ByteBuf data : waiting) {
        chosen.body(data);
      }
    }
    if (requestEnded) {
      chosen.endBody(trailers);
    }
    if (wantsWritable && chosen.isWritable()) {
      onWritable();
    }
  }

  @Override
  public boolean isSent() {
    return sent;
  }

  @Override
  public boolean write(ByteBuf data) {
    if (done || requestEnded) {
      data.release();
      return true;
    }
    bodyBytes += data.readableBytes();
    if (!tunnel
        && bodyBytes > Math.max(request.contentLength(), 0)
        && request.contentLength() != OriginRequest.CHUNKED) {
      data.release();
      failLater(FailureCode.INTERNAL, "The request body is longer than its Content-Length");
      return true;
    }
    if (!egress.carries(data.readableBytes())) {
      data.release();
      failLater(FailureCode.EGRESS_LIMIT, USED_UP);
      return true;
    }
    bodyStarted = true;
    lastProgress = System.nanoTime();
    boolean more;
    if (connection != null) {
      more = connection.body(data);
    } else {
      if (early == null) {
        early = new ArrayDeque<>();
      }
      early.add(data);
      more = false;
    }
    wantsWritable = !more;
    return more;
  }

  @Override
  public void trailers(HttpHeaders fields) {
    trailers = fields;
  }

  @Override
  public void end() {
    if (done || requestEnded) {
      return;
    }
    requestEnded = true;
    if (request.contentLength() > bodyBytes) {
      failLater(FailureCode.INTERNAL, "The request body is shorter than its Content-Length");
      return;
    }
    if (bodyStarted) {
      lastProgress = System.nanoTime();
    }
    if (targetEnded) {
      closeTunnel();
    } else if (connection != null) {
      connection.endBody(trailers);
    }
  }

  @Override
  public void pause() {
    if (!done && !paused) {
      paused = true;
      if (connection != null) {
        connection.reading(false);
      }
    }
  }

  @Override
  public void resume() {
    if (!done && paused) {
      paused = false;
      lastProgress = System.nanoTime();
      if (connection != null) {
        connection.reading(true);
      }
    }
  }

  @Override
  public void cancel() {
    if (!done) {
      settle();
    }
  }

  void onInterim(int status, ConnectionOptions connectionOptions, HttpHeaders headers) {
    if (++interims > Limits.INTERIM_RESPONSES) {
      fail(FailureCode.TARGET_INVALID_RESPONSE, "There are too many interim responses");
      return;
    }
    lastProgress = System.nanoTime();
    EndToEnd.clean(headers, connectionOptions);
    listener.onInterim(status, headers);
  }

  void onHead(
      int status, HttpVersion version, ConnectionOptions connectionOptions, HttpHeaders headers) {
    headSeen = true;
    lastProgress = System.nanoTime();
    if (cleaned) {
      EndToEnd.clean(headers, connectionOptions);
    }
    headers.add(HttpHeaderNames.VIA, Via.value(version));
    listener.onHead(status, headers);
  }

  /** The target switches: from here on the request side carries bytes too, after its end. */
  void onTunnel(HttpVersion version, ConnectionOptions connectionOptions, HttpHeaders headers) {
    tunnel = true;
    requestEnded = false;
    onHead(101, version, connectionOptions, headers);
  }

  /** The target sends no more through the tunnel. */
  void onTunnelEnd() {
    if (done || targetEnded) {
      return;
    }
    targetEnded = true;
    if (requestEnded) {
      closeTunnel();
    }
    listener.onEnd(0);
  }

  private void closeTunnel() {
    OriginStream closing = connection;
    connection = null;
    settle();
    if (closing != null) {
      closing.closeTunnel();
    }
  }

  void onBody(ByteBuf data) {
    lastProgress = System.nanoTime();
    if (!egress.carries(data.readableBytes())) {
      data.release();
      fail(FailureCode.EGRESS_LIMIT, USED_UP);
      return;
    }
    listener.onBody(data);
  }

  void onTrailers(HttpHeaders fields) {
    listener.onTrailers(Trailers.clean(fields));
  }

  void onWritable() {
    lastProgress = System.nanoTime();
    if (wantsWritable && !done) {
      wantsWritable = false;
      listener.onWritable();
    }
  }

  /** The response is complete; the connection is in other hands already. */
  void complete() {
    if (paused && connection != null) {
      connection.reading(true);
    }
    connection = null;
    settle();
    listener.onEnd(0);
  }

  /** The connection ended; it has been closed. */
  void connectionLost(String detail) {
    OriginStream lost = connection;
    connection = null;
    if (done) {
      return;
    }
    boolean silent = lost != null && !lost.bytesSeen();
    boolean stale = silent && lost != null && lost.isReused();
    if (stale && !retried && !bodyStarted && request.isIdempotent()) {
      // The target closed an idle connection while the request was on its way: no fault of anyone.
      retried = true;
      group.connect(this);
      return;
    }
    fail(silent ? FailureCode.TARGET_UNREACHABLE : FailureCode.TARGET_INVALID_RESPONSE, detail);
  }

  void fail(FailureCode code, String detail) {
    if (!done) {
      settle();
      listener.onFailure(code, detail);
    }
  }

  /** Fails, but not from within the call that is under way. */
  void failLater(FailureCode code, String detail) {
    group.loop().execute(() -> fail(code, detail));
  }

  private void settle() {
    done = true;
    group.forget(this);
    if (early != null) {
      early.forEach(ByteBuf::release);
      early = null;
    }
    if (connection != null) {
      connection.abort();
      connection = null;
    }
  }

  @Override
  protected void onTick(long now) {
    long waited = now - lastProgress;
    if (tunnel) {
      boolean halfOpen = requestEnded || targetEnded;
      if (waited > (halfOpen ? group.idleNanos() : group.tunnelNanos())) {
        fail(FailureCode.TARGET_TIMEOUT, "The tunnel was idle for too long");
      }
      return;
    }
    if (headSeen) {
      if (!paused && waited > timeouts.idleNanos(group.streamIdleNanos())) {
        fail(FailureCode.TARGET_TIMEOUT, "The response stopped midway");
      }
      return;
    }
    boolean targetsTurn = connection == null || requestEnded || !connection.isWritable();
    if (targetsTurn && waited > timeouts.responseNanos(group.responseNanos())) {
      fail(FailureCode.TARGET_TIMEOUT, "No response head in time");
    }
  }
}

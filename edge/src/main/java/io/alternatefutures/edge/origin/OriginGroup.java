package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.HeadBuffer;
import io.alternatefutures.routing.OriginProtocol;
import io.alternatefutures.routing.TargetOrigin;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one target. Owned by that loop. */
final class OriginGroup {
  private final OriginShard shard;
  private final TargetOrigin origin;
  private final AsciiString hostField;
  private final Deque<OriginConnection> idle = new ArrayDeque<>();
  private final List<Http2OriginConnection> multiplexed = new ArrayList<>();

  /** Exchanges that wait for a connection being opened, which is expected to be shared. */
  private final Deque<OriginExchange> waiting = new ArrayDeque<>();

  private boolean sharing;
  private boolean refusesTunnels;
  private int opening;
  private int open;

  OriginGroup(OriginShard shard, TargetOrigin origin) {
    this.shard = shard;
    this.origin = origin;
    this.hostField = AsciiString.of(origin.authority());
  }

  EventLoop loop() {
    return shard.context().loop();
  }

  TargetOrigin origin() {
    return origin;
  }

  long idleNanos() {
    return shard.limits().idleTimeout().toNanos();
  }

  long streamIdleNanos() {
    return shard.limits().streamIdleTimeout().toNanos();
  }

  long tunnelNanos() {
    return shard.limits().tunnelTimeout().toNanos();
  }

  long responseNanos() {
    return shard.responseNanos();
  }

  boolean isUnused() {
    return open == 0;
  }

  /** Sends {@code exchange} over an idle connection, or starts to connect. */
  void send(OriginExchange exchange) {
    shard.context().sweeper().watch(exchange);
    Http2OriginConnection shared = shared(exchange);
    if (shared != null) {
      shared.begin(exchange);
      return;
    }
    OriginConnection connection = kept(exchange);
    if (connection != null) {
      exchange.attach(connection);
    } else {
      connect(exchange);
    }
  }

  /** Takes the connection last put back that is usable, and open to the exchange's project. */
  private @Nullable OriginConnection kept(OriginExchange exchange) {
    OriginConnection last = idle.peekLast();
    if (last != null && last.isUsable() && last.reach().isOpenTo(exchange.egress())) {
      return idle.pollLast(); // nearly always, and without an iterator
    }
    Iterator<OriginConnection> latestFirst = idle.descendingIterator();
    while (latestFirst.hasNext()) {
      OriginConnection connection = latestFirst.next();
      if (!connection.isUsable()) {
        latestFirst.remove();
      } else if (connection.reach().isOpenTo(exchange.egress())) {
        latestFirst.remove();
        return connection;
      }
    }
    return null;
  }

  /** A connection that takes one more stream; null when there is none, or it cannot be shared. */
  private @Nullable Http2OriginConnection shared(OriginExchange exchange) {
    if (mayShare(exchange)) {
      boolean tunnel = exchange.request().upgrade() != null;
      for (int i = 0; i < multiplexed.size(); i++) {
        Http2OriginConnection connection = multiplexed.get(i);
        if (connection.hasRoom()
            && connection.reach().isOpenTo(exchange.egress())
            && !(tunnel && connection.refusesTunnels())) {
          return connection;
        }
      }
    }
    return null;
  }

  /** Whether HTTP/2 can carry it, as far as is known. */
  private boolean mayShare(OriginExchange exchange) {
    OriginRequest request = exchange.request();
    return request.upgrade() == null || (request.opensWebSocket() && !refusesTunnels);
  }

  /** The target speaks HTTP/2, but takes WebSockets over HTTP/1.1 at most. */
  void tunnelRefused(OriginExchange exchange) {
    refusesTunnels = true;
    connect(exchange);
  }

  void removed(Http2OriginConnection connection) {
    open--;
    multiplexed.remove(connection);
    shard.dropIfUnused(this);
  }

  /** For putting heads together. */
  HeadBuffer head() {
    return shard.head();
  }

  AsciiString hostField() {
    return hostField;
  }

  void forget(OriginExchange exchange) {
    shard.context().sweeper().forget(exchange);
  }

  /** Puts back a connection that can serve another request. */
  void release(OriginConnection connection) {
    if (shard.isClosed() || idle.size() >= shard.limits().idlePerTarget()) {
      connection.close();
      return;
    }
    connection.idleSince = System.nanoTime();
    idle.addLast(connection);
  }

  void removed(OriginConnection connection) {
    open--;
    idle.remove(connection);
    shard.dropIfUnused(this);
  }

  /** Closes connections that have been idle for too long. */
  void closeIdle(long now) {
    List<OriginConnection> expired = new ArrayList<>();
    for (OriginConnection connection : idle) {
      if (now - connection.idleSince > connection.idleNanos) {
        expired.add(connection);
      }
    }
    expired.forEach(this::closeIdle);
    List.copyOf(multiplexed).forEach(connection -> connection.closeIfIdle(now));
  }

  void closeAllIdle() {
    List.copyOf(idle).forEach(this::closeIdle);
    List.copyOf(multiplexed).forEach(Http2OriginConnection::drain);
  }

  private void closeIdle(OriginConnection connection) {
    idle.remove(connection);
    connection.close();
  }

  /** Opens a connection of its own for {@code exchange}. */
  void connect(OriginExchange exchange) {
    if (shard.isClosed() || open >= shard.limits().connectionsPerTarget()) {
      exchange.failLater(
          FailureCode.OVERLOADED, open + " connections to " + origin + " are open already");
      return;
    }
    if (sharing && opening > 0 && exchange.request().upgrade() == null) {
      waiting.add(exchange);
      return;
    }
    open++;
    opening++;
    CompletableFuture<List<InetAddress>> addresses = shard.names().addresses(origin.host());
    if (addresses.isDone()) {
      resolved(exchange, addresses);
    } else {
      var _ = addresses.whenComplete((_, _) -> loop().execute(() -> resolved(exchange, addresses)));
    }
  }

  private void resolved(OriginExchange exchange, CompletableFuture<List<InetAddress>> result) {
    if (result.isCompletedExceptionally()) {
      boolean overloaded = result.exceptionNow() instanceof RejectedExecutionException;
      notConnected(
          exchange,
          overloaded ? FailureCode.OVERLOADED : FailureCode.TARGET_UNREACHABLE,
          "The name " + origin.host() + " does not resolve: " + result.exceptionNow());
      return;
    }
    List<InetAddress> allowed =
        result.resultNow().stream()
            .filter(address -> exchange.egress().allows(origin.host(), address, origin.port()))
            .limit(shard.limits().addressesTried())
            .toList();
    if (allowed.isEmpty()) {
      notConnected(
          exchange,
          FailureCode.TARGET_NOT_ALLOWED,
          "The egress policy denies " + origin.host() + ", which is " + result.resultNow());
      return;
    }
    connect(exchange, allowed, 0);
  }

  /** Connects to the very address that the policy allowed: no second resolution. */
  private void connect(OriginExchange exchange, List<InetAddress> addresses, int index) {
    InetSocketAddress address = new InetSocketAddress(addresses.get(index), origin.port());
    ChannelFuture connecting = shard.connect(address);
    var _ =
        connecting.addListener(future -> {
          if (future.isSuccess()) {
            Reach reach = new Reach(origin, addresses.get(index), exchange.egress());
            connected(exchange, connecting.channel(), reach);
          } else if (index + 1 < addresses.size() && !exchange.isDone()) {
            connect(exchange, addresses, index + 1);
          } else {
            connectFailed(exchange, future.cause());
          }
        });
  }

  private void connected(OriginExchange exchange, Channel channel, Reach reach) {
    boolean sharable = mayShare(exchange);
    if (!origin.secure()) {
      if (sharable && origin.protocol() == OriginProtocol.HTTP_2) {
        shareable(exchange, channel, reach);
      } else {
        ready(exchange, channel, reach);
      }
      return;
    }
    SslHandler tls = shard.tls(channel.alloc(), origin, sharable);
    HandshakeErrors errors = new HandshakeErrors();
    channel.pipeline().addLast(tls, errors);
    var _ =
        tls.handshakeFuture()
            .addListener(future -> {
              if (future.isSuccess()) {
                channel.pipeline().remove(errors);
                if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
                  shareable(exchange, channel, reach);
                } else {
                  ready(exchange, channel, reach);
                }
              } else {
                var _ = channel.close();
                connectFailed(exchange, future.cause());
              }
            });
  }

  /** A connection that carries many exchanges at once. */
  private void shareable(OriginExchange exchange, Channel channel, Reach reach) {
    opening--;
    sharing = true;
    Http2OriginConnection connection =
        Http2OriginConnection.of(this, reach, shard.limits(), shard.context().flushes());
    channel.pipeline().addLast(connection);
    multiplexed.add(connection);
    if (!exchange.isDone()) {
      connection.begin(exchange);
    }
    proceed();
  }

  /** Has waiting exchanges try again, now that a connection is open or failed to be. */
  private void proceed() {
    for (int i = waiting.size(); i > 0; i--) {
      OriginExchange next = waiting.remove();
      if (!next.isDone()) {
        send(next);
      }
    }
  }

  private void ready(OriginExchange exchange, Channel channel, Reach reach) {
    opening--;
    sharing = false;
    ResponseDecoder decoder = new ResponseDecoder(shard.limits(), shard.fieldNames());
    OriginConnection connection =
        new OriginConnection(this, reach, channel, decoder, shard.context().flushes());
    channel.pipeline().addLast(decoder, connection);
    if (exchange.isDone()) {
      release(connection);
    } else if (connection.isUsable()) {
      exchange.attach(connection);
    } else {
      exchange.fail(FailureCode.TARGET_UNREACHABLE, "The target closed the new connection");
    }
    proceed();
  }

  private void connectFailed(OriginExchange exchange, Throwable cause) {
    boolean late =
        cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException;
    notConnected(
        exchange,
        late ? FailureCode.TARGET_TIMEOUT : FailureCode.TARGET_UNREACHABLE,
        "Connecting to " + origin + " failed: " + cause);
  }

  private void notConnected(OriginExchange exchange, FailureCode code, String detail) {
    open--;
    opening--;
    exchange.failLater(code, detail);
    if (opening == 0) {
      for (OriginExchange other = waiting.poll(); other != null; other = waiting.poll()) {
        other.failLater(code, detail);
      }
    }
    shard.dropIfUnused(this);
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.cache.ResponseCache;
import io.alternatefutures.edge.compress.Compression;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.loop.LoopContext;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.plan.RoutePlans;
import io.alternatefutures.edge.plan.SharedLimits;
import io.alternatefutures.edge.plan.auth.Authenticators;
import io.alternatefutures.edge.router.RouteCache;
import io.alternatefutures.edge.trace.Tracing;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of the data plane, for HTTP/1.1 and HTTP/2, without and with TLS. Its event loops,
 * origin pool and sandbox belong to the caller, who closes them after this.
 */
public final class EdgeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);
  private static final int BACKLOG = 1_024;

  private final EdgeOptions options;
  private final EdgeLoops loops;
  private final RouteCache routes;
  private final EdgeCore core;
  private final EdgeMetrics metrics;
  private final ConnectionRefusals refusals;
  private final Map<EventLoop, ServerLoop> serverLoops = new HashMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Authenticators authenticators;
  private final ResponseCache answers;
  private final SharedLimits sharedLimits;
  private final Channel listener;
  private final @Nullable Channel tlsListener;

  private EdgeServer(
      EdgeOptions options,
      EdgeLoops loops,
      Supplier<CatalogSnapshot> catalogue,
      OriginPool origins,
      Sandbox sandbox,
      MeterRegistry registry,
      AccessLog accessLog,
      Tracing tracing) {
    this.options = options;
    this.loops = loops;
    this.routes = new RouteCache(options.routeCacheTtl(), Limits.CACHED_ROUTE_TABLES);
    this.metrics = new EdgeMetrics(registry, routes);
    this.refusals = new ConnectionRefusals(options.limits().lingerTimeout());
    Clock clock = Clock.systemUTC();
    this.authenticators = new Authenticators(origins, clock);
    this.answers = new ResponseCache(Limits.CACHED_ANSWER_BYTES, clock);
    RoutePlans plans =
        new RoutePlans(loops, origins, catalogue, authenticators, answers, System::nanoTime);
    this.sharedLimits = plans.sharedLimits();
    Compression compression =
        options.compression() == EdgeOptions.Compression.OFF
            ? null
            : new Compression(loops.contexts().size());
    RequestPipeline pipeline =
        new RequestPipeline(options, catalogue, routes, origins, plans, sandbox, compression);
    this.core = new EdgeCore(options, pipeline, new Observer(metrics, accessLog, tracing.sink()));
    for (LoopContext context : loops.contexts()) {
      serverLoops.put(context.loop(), new ServerLoop(context, tracing));
    }
    this.listener = bind(options.port(), false);
    TlsOptions tls = options.tls();
    try {
      this.tlsListener = tls == null ? null : bind(tls.port(), true);
    } catch (EdgeStartException e) {
      listener.close().awaitUninterruptibly();
      throw e;
    }
  }

  /**
   * Starts to listen.
   *
   * @param catalogue the functions at this moment; called for every request
   * @param accessLog gets one record per request
   * @param tracing gets the spans of requests that are traced
   * @throws EdgeStartException when the address cannot be listened on
   */
  public static EdgeServer start(
      EdgeOptions options,
      EdgeLoops loops,
      Supplier<CatalogSnapshot> catalogue,
      OriginPool origins,
      Sandbox sandbox,
      MeterRegistry registry,
      AccessLog accessLog,
      Tracing tracing) {
    return new EdgeServer(
        options, loops, catalogue, origins, sandbox, registry, accessLog, tracing);
  }

  private Channel bind(int port, boolean secure) {
    InetSocketAddress address = new InetSocketAddress(options.bindAddress(), port);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, secure);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw cannotListen(address, binding.cause());
    }
    return binding.channel();
  }

  private static EdgeStartException cannotListen(InetSocketAddress address, Throwable cause) {
    boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
    String where = address.getHostString() + ":" + address.getPort();
    return new EdgeStartException(
        inUse
            ? "Port " + address.getPort() + " is already in use on " + address.getHostString()
            : "Cannot listen on " + where + ": " + cause,
        cause);
  }

  private void accept(Channel channel, boolean secure) {
    if (metrics.connectionOpened() > options.limits().connections() || core.isDraining()) {
      metrics.connectionRefused();
      refusals.refuse(channel, secure);
      return;
    }
    ServerLoop loop = serverLoops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("accepted on a foreign event loop");
    }
    InetAddress address =
        channel.remoteAddress() instanceof InetSocketAddress s ? s.getAddress() : null;
    ClientPeer peer = ClientPeer.of(address, options.trustedProxies(), secure);
    connections.add(channel);
    var _ = channel.closeFuture().addListener(_ -> metrics.connectionClosed());
    Greeting greeting = new Greeting(core, loop, channel, peer);
    if (address != null && options.proxyProtocol().contains(address)) {
      greeting.beginProxied(channel.pipeline());
    } else {
      greeting.begin(channel.pipeline());
    }
  }

  /** The port listened on, also when any was asked for. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The port listened on with TLS. */
  public OptionalInt tlsPort() {
    return tlsListener == null
        ? OptionalInt.empty()
        : OptionalInt.of(((InetSocketAddress) tlsListener.localAddress()).getPort());
  }

  /** Answers kept for routes with {@code cache}, for purging. */
  public ResponseCache responseCache() {
    return answers;
  }

  /** Allowances that other instances give too. */
  public SharedLimits sharedLimits() {
    return sharedLimits;
  }

  /** Compiled routes, for invalidation and statistics. */
  public RouteCache routeCache() {
    return routes;
  }

  /**
   * Stops accepting, lets requests under way finish up to the drain timeout, then ends what is
   * left. Must not be called on an event loop.
   */
  @Override
  public void close() {
    if (!listener.isOpen()) {
      return;
    }
    listener.close().awaitUninterruptibly();
    if (tlsListener != null) {
      tlsListener.close().awaitUninterruptibly();
    }
    core.drain();
    for (Channel channel : connections) {
      channel
          .eventLoop()
          .execute(() -> channel.pipeline().fireUserEventTriggered(ConnectionEvent.DRAIN));
    }
    boolean drained =
        connections
            .newCloseFuture()
            .awaitUninterruptibly(options.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    if (!drained) {
      LOG.warn("{} connections did not finish in time and are cut", connections.size());
      connections.close().awaitUninterruptibly();
    }
    authenticators.close();
  }
}

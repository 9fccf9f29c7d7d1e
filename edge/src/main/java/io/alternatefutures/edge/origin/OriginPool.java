package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.Egress;
import io.alternatefutures.edge.egress.ProjectEgress;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.loop.LoopContext;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.alternatefutures.sandbox.FetchClient;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * Sends requests to targets over HTTP/1.1 or HTTP/2 and TLS, on connections kept per event loop, so
 * that a proxied request never changes threads. Every address is checked against the egress policy
 * and the project's rules after its name was resolved, and then that very address is connected to;
 * a kept connection is checked for the project that is about to use it.
 *
 * <p>Failures: {@code TARGET_NOT_ALLOWED}, {@code EGRESS_LIMIT}, {@code TARGET_UNREACHABLE}, {@code
 * TARGET_TIMEOUT}, {@code TARGET_INVALID_RESPONSE}, and {@code OVERLOADED} when a limit on
 * connections, targets or name look-ups is reached.
 */
public final class OriginPool implements FetchClient, AutoCloseable {
  private final Map<EventLoop, OriginShard> shards = new HashMap<>();
  private final OriginSettings settings;

  /** A pool with the system's resolver and its trusted certificate authorities. */
  public OriginPool(EdgeLoops loops, Egress egress, OriginOptions options) {
    this(loops, egress, options, NameLookup.system(), systemTls());
  }

  /** A pool with another resolver, or other certificate authorities. */
  public OriginPool(
      EdgeLoops loops, Egress egress, OriginOptions options, NameLookup lookup, SslContext tls) {
    this(loops, egress, options, lookup, new OriginTls(tls, tls));
  }

  /** A pool with another resolver, or other certificate authorities, and other versions of HTTP. */
  public OriginPool(
      EdgeLoops loops, Egress egress, OriginOptions options, NameLookup lookup, OriginTls tls) {
    this.settings =
        new OriginSettings(options, egress, new NameCache(lookup, options.limits()), tls);
    for (LoopContext context : loops.contexts()) {
      Bootstrap bootstrap = bootstrap(loops, context, options);
      shards.put(context.loop(), new OriginShard(context, settings, bootstrap));
    }
  }

  private static Bootstrap bootstrap(EdgeLoops loops, LoopContext context, OriginOptions options) {
    int connectMillis = Math.toIntExact(options.limits().connectTimeout().toMillis());
    return new Bootstrap()
        .group(context.loop())
        .channel(loops.clientChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                // The handlers follow once the connection is established.
              }
            });
  }

  private static OriginTls systemTls() {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .endpointIdentificationAlgorithm("HTTPS");
      SslContext http1 = builder.build();
      ApplicationProtocolConfig versions =
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              ApplicationProtocolNames.HTTP_2,
              ApplicationProtocolNames.HTTP_1_1);
      return new OriginTls(http1, builder.applicationProtocolConfig(versions).build());
    } catch (SSLException e) {
      throw new IllegalStateException("This Java runtime has no usable TLS", e);
    }
  }

  /**
   * Sends a function's {@code fetch()}. Everything in {@code head} is validated; what is not valid
   * fails with {@code TARGET_UNREACHABLE}. Fields that end at a hop are left out both ways.
   */
  @Override
  public Exchange open(
      EventLoop loop, ProjectId project, FetchHead head, ExchangeListener listener) {
    OriginRequest request;
    try {
      request = FetchRequest.of(project, head, settings.options().limits());
    } catch (InvalidFetchException e) {
      return failed(loop, listener, FailureCode.TARGET_UNREACHABLE, String.valueOf(e.getMessage()));
    }
    return open(loop, request, OriginTimeouts.USUAL, listener, true);
  }

  /**
   * Sends a client's request on. The response's fields are delivered as received, plus {@code Via}:
   * the listener leaves out those that end at this hop.
   *
   * @param loop the event loop this is called on
   */
  public Exchange forward(EventLoop loop, OriginRequest request, ExchangeListener listener) {
    return open(loop, request, OriginTimeouts.USUAL, listener, false);
  }

  /** As {@link #forward(EventLoop, OriginRequest, ExchangeListener)}, with times of its own. */
  public OriginAttempt forward(
      EventLoop loop, OriginRequest request, OriginTimeouts timeouts, ExchangeListener listener) {
    return open(loop, request, timeouts, listener, false);
  }

  private OriginAttempt open(
      EventLoop loop,
      OriginRequest request,
      OriginTimeouts timeouts,
      ExchangeListener listener,
      boolean cleaned) {
    OriginShard shard = shards.get(loop);
    if (shard == null) {
      throw new IllegalArgumentException("Not one of the pool's event loops: " + loop);
    }
    ProjectEgress egress = settings.egress().of(request.project());
    if (!egress.begins()) {
      return failed(loop, listener, FailureCode.EGRESS_LIMIT, "The project's egress is used up");
    }
    OriginGroup group = shard.group(request.origin());
    if (group == null) {
      return failed(loop, listener, FailureCode.OVERLOADED, "Too many targets at once");
    }
    OriginExchange exchange =
        new OriginExchange(group, request, egress, timeouts, listener, cleaned);
    group.send(exchange);
    return exchange;
  }

  private static OriginAttempt failed(
      EventLoop loop, ExchangeListener listener, FailureCode code, String detail) {
    FailedExchange exchange = new FailedExchange(listener, code, detail);
    loop.execute(exchange);
    return exchange;
  }

  /** Closes idle connections and opens no more; requests under way end by themselves. */
  @Override
  public void close() {
    settings.names().close();
    for (OriginShard shard : shards.values()) {
      if (!shard.context().loop().isShuttingDown()) {
        shard.context().loop().execute(shard::close);
      }
    }
  }
}

package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.http.HeadBuffer;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.loop.LoopContext;
import io.alternatefutures.edge.loop.Timed;
import io.alternatefutures.routing.TargetOrigin;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All connections of one event loop to targets. Owned by that loop. */
final class OriginShard extends Timed {
  private final LoopContext context;
  private final OriginSettings settings;
  private final Bootstrap bootstrap;
  private final HeadBuffer head = new HeadBuffer();
  private final FieldNames fieldNames = new FieldNames();
  private final Map<TargetOrigin, OriginGroup> groups = new HashMap<>();
  private boolean closed;

  OriginShard(LoopContext context, OriginSettings settings, Bootstrap bootstrap) {
    this.context = context;
    this.settings = settings;
    this.bootstrap = bootstrap;
  }

  LoopContext context() {
    return context;
  }

  OriginLimits limits() {
    return settings.options().limits();
  }

  NameCache names() {
    return settings.names();
  }

  long responseNanos() {
    return settings.responseNanos();
  }

  HeadBuffer head() {
    return head;
  }

  FieldNames fieldNames() {
    return fieldNames;
  }

  boolean isClosed() {
    return closed;
  }

  /** The connections to {@code origin}; null when there are too many targets. */
  @Nullable OriginGroup group(TargetOrigin origin) {
    OriginGroup known = groups.get(origin);
    if (known != null) {
      return known;
    }
    if (groups.size() >= limits().targets()) {
      return null;
    }
    OriginGroup group = new OriginGroup(this, origin);
    groups.put(origin, group);
    context.sweeper().watch(this);
    return group;
  }

  void dropIfUnused(OriginGroup group) {
    if (group.isUnused()) {
      groups.remove(group.origin(), group);
    }
  }

  /** Opens a connection to an address that the policy has allowed. */
  ChannelFuture connect(InetSocketAddress address) {
    return bootstrap.connect(address);
  }

  /** Sends the target's name for the certificate to be chosen by, and checks it against that. */
  SslHandler tls(ByteBufAllocator allocator, TargetOrigin origin, boolean anyVersion) {
    SslContext tls = anyVersion ? settings.tls().anyVersion() : settings.tls().http1();
    SslHandler handler = tls.newHandler(allocator, origin.host(), origin.port());
    handler.setHandshakeTimeoutMillis(limits().connectTimeout().toMillis());
    return handler;
  }

  @Override
  protected void onTick(long now) {
    for (OriginGroup group : new ArrayList<>(groups.values())) {
      group.closeIdle(now);
    }
    if (groups.isEmpty()) {
      context.sweeper().forget(this);
    }
  }

  void close() {
    closed = true;
    new ArrayList<>(groups.values()).forEach(OriginGroup::closeAllIdle);
  }
}

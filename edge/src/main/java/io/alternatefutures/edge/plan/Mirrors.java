package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginTimeouts;
import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.policy.RoutePolicies;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends copies of requests to other targets; beyond a limit they are left out. Thread-safe. */
final class Mirrors {
  private static final OriginTimeouts TIMEOUTS =
      new OriginTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));

  private final EdgeLoops loops;
  private final OriginPool origins;
  private final AtomicInteger underWay = new AtomicInteger();

  Mirrors(EdgeLoops loops, OriginPool origins) {
    this.loops = loops;
    this.origins = origins;
  }

  /** Starts a copy of {@code request}; null when there is to be none. */
  @Nullable MirrorExchange open(
      EventLoop loop, RouteAction.Proxy proxy, RouteRequest request, RoutePolicies policies) {
    RouteAction.Mirror mirror = proxy.mirror();
    if (mirror == null
        || request.upgrade() != null
        || loops.of(loop).random().nextInt(100) >= mirror.percent()) {
      return null;
    }
    if (underWay.incrementAndGet() > Limits.MIRRORED_REQUESTS) {
      underWay.decrementAndGet();
      return null;
    }
    HttpHeaders fields = request.headers().copy();
    FieldEdits.apply(policies.request(), fields);
    MirrorExchange copy = new MirrorExchange(underWay);
    copy.sentOver(
        origins.forward(
            loop,
            request.to(
                mirror.target().origin(),
                request.match().requestTarget(mirror.target(), request.query()),
                fields),
            TIMEOUTS,
            copy));
    return copy;
  }
}

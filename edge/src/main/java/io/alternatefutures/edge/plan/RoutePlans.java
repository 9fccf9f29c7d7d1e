package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.cache.ResponseCache;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.routing.RoutePlan;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out the plans of routes with options. Thread-safe. */
public final class RoutePlans {
  private final EdgeLoops loops;
  private final OriginPool origins;
  private final RouteStates states;
  private final Mirrors mirrors;
  private final ResponseCache cache;
  private final SharedLimits sharedLimits;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongSupplier nanoTime;

  /**
   * @param catalogue what functions and routes there are at this moment
   * @param nanoTime as {@link System#nanoTime()}
   */
  public RoutePlans(
      EdgeLoops loops,
      OriginPool origins,
      Supplier<CatalogSnapshot> catalogue,
      Authenticator.Factory authenticators,
      ResponseCache cache,
      LongSupplier nanoTime) {
    this.loops = loops;
    this.origins = origins;
    this.sharedLimits = new SharedLimits(nanoTime);
    this.states = new RouteStates(authenticators, sharedLimits);
    this.mirrors = new Mirrors(loops, origins);
    this.cache = cache;
    this.nanoTime = nanoTime;
    EventLoop first = loops.contexts().get(0).loop();
    new HealthChecks(first, new Asking(origins), states, catalogue).start();
  }

  /**
   * Opens an exchange for a request; {@link RouteExchange#start} sets it going.
   *
   * @param loop the client's event loop, on which this is called
   * @param code null when the function has none
   */
  public RouteExchange open(
      EventLoop loop, RouteRequest request, RouteClient client, @Nullable FunctionCode code) {
    RoutePlan plan = request.match().plan();
    if (plan == null) {
      throw new IllegalArgumentException("The route has no plan");
    }
    RouteState state = states.of(request.function(), request.match(), plan);
    return new RouteExchange(this, loop, state, request, client, code);
  }

  /** Allowances that other instances give too. */
  public SharedLimits sharedLimits() {
    return sharedLimits;
  }

  OriginPool origins() {
    return origins;
  }

  Mirrors mirrors() {
    return mirrors;
  }

  ResponseCache cache() {
    return cache;
  }

  /** Requests that wait for the answer that another one fetches. */
  AtomicInteger waiting() {
    return waiting;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** A number from 0 to 99, each as likely as the others. */
  int percent(EventLoop loop) {
    return loops.of(loop).random().nextInt(100);
  }
}

package io.alternatefutures.edge;

import io.alternatefutures.edge.router.RouteCache;
import io.alternatefutures.sandbox.FailureCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The data plane's meters; names and tags are stable. All are registered at the start.
 *
 * <ul>
 *   <li>{@code edge.requests}, tag {@code decision}: {@code forward}, {@code invoke}, {@code
 *       answer} or {@code reject}; the route match rate is the share of {@code forward}
 *   <li>{@code edge.errors}, tag {@code code}: requests without a complete response, by the code
 *       that clients get; {@code CLIENT_CLOSED} when the client left
 *   <li>{@code edge.proxy.duration}: histogram, from the first byte of a forwarded request to the
 *       last of its response, or to the head that switches to another protocol
 *   <li>{@code edge.function.duration}: the same for requests that ran a function
 *   <li>{@code edge.function.invocations}: functions run
 *   <li>{@code edge.function.cpu}: CPU time of functions in seconds
 *   <li>{@code edge.route.cache.hit.ratio}, {@code edge.route.cache.size}: the route cache
 *   <li>{@code edge.connections.active}: open client connections
 *   <li>{@code edge.tunnels.active}: those among them that switched to another protocol
 *   <li>{@code edge.connections.refused}: connections turned away, being beyond the limit
 *   <li>{@code edge.proxy.headers.refused}: connections ended for a PROXY header that is not valid,
 *       missing, or sent by a peer that is not to send one
 * </ul>
 */
final class EdgeMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Counter forwarded;
  private final Counter invoked;
  private final Counter answered;
  private final Counter rejected;
  private final Counter invocations;
  private final Counter clientClosed;
  private final Counter refused;
  private final Counter proxyHeadersRefused;
  private final Map<Rejection, Counter> rejections = new EnumMap<>(Rejection.class);
  private final Map<FailureCode, Counter> failures = new EnumMap<>(FailureCode.class);
  private final Timer proxyDuration;
  private final Timer functionDuration;
  private final LongAdder cpuNanos = new LongAdder();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger tunnels = new AtomicInteger();
  private final FunctionMeters functions;

  EdgeMetrics(MeterRegistry registry, RouteCache cache) {
    functions = new FunctionMeters(registry);
    forwarded = registry.counter("edge.requests", "decision", "forward");
    invoked = registry.counter("edge.requests", "decision", "invoke");
    answered = registry.counter("edge.requests", "decision", "answer");
    rejected = registry.counter("edge.requests", "decision", "reject");
    invocations = registry.counter("edge.function.invocations");
    for (Rejection reason : Rejection.values()) {
      rejections.put(reason, registry.counter("edge.errors", "code", reason.name()));
    }
    for (FailureCode code : FailureCode.values()) {
      failures.put(code, registry.counter("edge.errors", "code", code.name()));
    }
    clientClosed = registry.counter("edge.errors", "code", Outcome.Abandoned.CODE);
    refused = registry.counter("edge.connections.refused");
    proxyHeadersRefused = registry.counter("edge.proxy.headers.refused");
    proxyDuration = timer(registry, "edge.proxy.duration");
    functionDuration = timer(registry, "edge.function.duration");
    FunctionCounter.builder("edge.function.cpu", cpuNanos, sum -> sum.sum() / 1e9)
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("edge.connections.active", connections, AtomicInteger::get).register(registry);
    Gauge.builder("edge.tunnels.active", tunnels, AtomicInteger::get).register(registry);
    Gauge.builder("edge.route.cache.hit.ratio", cache, c -> c.stats().cacheHitRate())
        .register(registry);
    Gauge.builder("edge.route.cache.size", cache, c -> c.stats().cacheSize()).register(registry);
  }

  private static Timer timer(MeterRegistry registry, String name) {
    return Timer.builder(name).serviceLevelObjectives(BUCKETS).register(registry);
  }

  /** Counts a connection in, and tells how many are open with it. */
  int connectionOpened() {
    return connections.incrementAndGet();
  }

  /** Takes a connection back out that is beyond the limit. */
  void connectionRefused() {
    refused.increment();
    connectionClosed();
  }

  void proxyHeaderRefused() {
    proxyHeadersRefused.increment();
  }

  void connectionClosed() {
    connections.decrementAndGet();
  }

  void tunnelOpened() {
    tunnels.incrementAndGet();
  }

  void tunnelClosed() {
    tunnels.decrementAndGet();
  }

  void count(ExchangeReport report) {
    long nanos = report.status() == 101 ? report.headNanos() : report.totalNanos();
    switch (report.decision()) {
      case Decision.Forward forward -> {
        functions.count(forward.function(), report);
        forwarded.increment();
        proxyDuration.record(nanos, TimeUnit.NANOSECONDS);
      }
      case Decision.Follow follow -> {
        functions.count(follow.function(), report);
        forwarded.increment();
        proxyDuration.record(nanos, TimeUnit.NANOSECONDS);
        cpuNanos.add(report.cpuNanos()); // the plan may have run the function's code
      }
      case Decision.Invoke invoke -> {
        functions.count(invoke.function(), report);
        invoked.increment();
        invocations.increment();
        functionDuration.record(nanos, TimeUnit.NANOSECONDS);
        cpuNanos.add(report.cpuNanos());
      }
      case Decision.Answer _ -> answered.increment();
      case Decision.Reject _ -> rejected.increment();
    }
    switch (report.outcome()) {
      case Outcome.Answered _ -> {}
      case Outcome.Rejected reject -> increment(rejections.get(reject.reason()));
      case Outcome.Failed failed -> increment(failures.get(failed.code()));
      case Outcome.Abandoned _ -> clientClosed.increment();
    }
  }

  private static void increment(@org.jspecify.annotations.Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}

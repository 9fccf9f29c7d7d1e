package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.routing.policy.RateLimit;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Allowances of the clients of one route, its own or shared with other instances. Thread-safe and
 * lock-free.
 */
final class RateLimiter {
  private static final String NOBODY = "";

  /** Characters of what names an allowance elsewhere: 128 bits, which nobody else's begin with. */
  private static final int ID = 32;

  private final RateLimit limit;
  private final String name;
  private final SharedLimits shared;
  private final long interval;
  private final long window;
  private final ConcurrentHashMap<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

  /**
   * @param name of the route, the same on all instances and another for each route
   */
  RateLimiter(RateLimit limit, String name, SharedLimits shared) {
    this.limit = limit;
    this.name = name + "\n" + limit + "\n";
    this.shared = shared;
    this.interval = Math.max(1, limit.per().toNanos() / limit.requests());
    this.window = Math.multiplyExact(interval, limit.burst());
  }

  /**
   * Takes one request out of the allowance of who made it.
   *
   * @param now {@link System#nanoTime()}
   * @return 0 when it may go on, else nanoseconds until one may
   */
  long take(RouteRequest request, long now) {
    String key = key(request);
    return switch (limit.counting()) {
      case EACH_INSTANCE -> Allowances.take(allowance(key, now), interval, window, now);
      case TOGETHER ->
          shared.take(Digests.sha256(name + key).substring(0, ID), interval, window, now);
    };
  }

  private AtomicLong allowance(String key, long now) {
    AtomicLong known = fullAt.get(key);
    if (known != null) {
      return known;
    }
    if (fullAt.size() >= Limits.RATE_LIMITED_CLIENTS) {
      fullAt.values().removeIf(full -> full.get() - now <= 0);
      if (fullAt.size() >= Limits.RATE_LIMITED_CLIENTS) {
        return fullAt.computeIfAbsent(NOBODY, _ -> new AtomicLong(now)); // newcomers share one
      }
    }
    return fullAt.computeIfAbsent(key, _ -> new AtomicLong(now));
  }

  private String key(RouteRequest request) {
    String key =
        switch (limit.by()) {
          case RateLimit.Key.Client _ -> request.client();
          case RateLimit.Key.Header header ->
              Objects.requireNonNullElse(request.headers().get(header.name()), NOBODY);
          case RateLimit.Key.Token _ ->
              Objects.requireNonNullElse(
                  request.headers().get(HttpHeaderNames.AUTHORIZATION), NOBODY);
        };
    return key.length() <= Limits.RATE_LIMIT_KEY_LENGTH
        ? key
        : Digests.sha256(key); // long ones are told apart, but not kept
  }
}

package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.policy.Strategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Chooses one of a route's targets. Thread-safe and lock-free. */
final class TargetChoice {
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final List<TargetState> targets;
  private final Strategy strategy;
  private final int totalWeight;
  private final int stride;
  private final AtomicInteger turns = new AtomicInteger();

  TargetChoice(List<TargetState> targets, Strategy strategy) {
    this.targets = List.copyOf(targets);
    this.strategy = strategy;
    this.totalWeight = targets.stream().mapToInt(target -> target.target().weight()).sum();
    this.stride = stride(totalWeight);
  }

  /** A step that visits every place before it comes back, and neighbours far apart. */
  private static int stride(int total) {
    int stride = Math.max(1, (int) (total * GOLDEN_RATIO));
    while (gcd(stride, total) > 1) {
      stride++;
    }
    return stride;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * A target whose circuit is closed: one that is healthy and was not tried, if there is one; else
   * one that was not tried; else any.
   *
   * @return null when all circuits are open
   */
  @Nullable TargetState choose(RouteRequest request, Set<TargetState> tried, long now) {
    TargetState chosen = pick(request, target -> !tried.contains(target) && usable(target, now));
    if (chosen == null) {
      chosen = pick(request, target -> !tried.contains(target) && target.permits(now));
    }
    return chosen == null ? pick(request, target -> target.permits(now)) : chosen;
  }

  /** Nanoseconds until the first of the circuits lets one request try. */
  long waitNanos(long now) {
    long soonest = Long.MAX_VALUE;
    for (TargetState target : targets) {
      if (target.target().weight() > 0) {
        soonest = Math.min(soonest, target.waitNanos(now));
      }
    }
    return soonest;
  }

  private static boolean usable(TargetState target, long now) {
    return target.permits(now) && target.isHealthy(now);
  }

  /** What a target has to be to be chosen. */
  private interface Demand {
    boolean accepts(TargetState target);
  }

  private @Nullable TargetState pick(RouteRequest request, Demand demand) {
    return switch (strategy) {
      case Strategy.RoundRobin _ -> nextInTurn(demand);
      case Strategy.LeastRequests _ -> leastBusy(demand);
      case Strategy.HashHeader hash -> hashed(request.headers().get(hash.name()), request, demand);
      case Strategy.HashCookie hash ->
          hashed(
              Cookies.value(request.headers().getAll(HttpHeaderNames.COOKIE), hash.name()),
              request,
              demand);
    };
  }

  private @Nullable TargetState nextInTurn(Demand demand) {
    int place =
        (int) (((turns.getAndIncrement() & 0x7FFF_FFFFL) * stride) % Math.max(1, totalWeight));
    int first = 0;
    for (int sum = 0; first < targets.size() - 1; first++) {
      sum += targets.get(first).target().weight();
      if (place < sum) {
        break;
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      TargetState target = targets.get((first + i) % targets.size());
      if (target.target().weight() > 0 && demand.accepts(target)) {
        return target;
      }
    }
    return null;
  }

  private @Nullable TargetState leastBusy(Demand demand) {
    int start = turns.getAndIncrement() & 0x7FFF_FFFF;
    TargetState best = null;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < targets.size(); i++) {
      TargetState target = targets.get((start + i) % targets.size());
      int weight = target.target().weight();
      double load = weight == 0 ? Double.MAX_VALUE : (target.underWay() + 1.0) / weight;
      if (load < least && demand.accepts(target)) {
        best = target;
        least = load;
      }
    }
    return best;
  }

  /** Rendezvous hashing: a target that goes away takes nobody else's clients along. */
  private @Nullable TargetState hashed(
      @Nullable String value, RouteRequest request, Demand demand) {
    long key = hash(value == null ? request.client() : value);
    TargetState best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (TargetState target : targets) {
      int weight = target.target().weight();
      if (weight > 0 && demand.accepts(target)) {
        long mixed = mix(key ^ hash(target.target().url()));
        double uniform = ((mixed >>> 11) + 0.5) / (1L << 53);
        double score = -weight / Math.log(uniform);
        if (score > highest) {
          best = target;
          highest = score;
        }
      }
    }
    return best;
  }

  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}

package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Allowances that several instances give together. Each decides at once by what it knows, and from
 * time to time they tell each other what they gave, which everybody then takes out of the same
 * allowance. Between two tellings each can give what is left of it; what was too much is missing
 * afterwards, so that the rate holds in the long run. Thread-safe and lock-free.
 */
public final class SharedLimits {
  private static final String ALL_OTHERS = "";

  private final ConcurrentHashMap<String, Allowance> allowances = new ConcurrentHashMap<>();
  private final Queue<Allowance> untold = new ConcurrentLinkedQueue<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public SharedLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What an instance gave of one allowance.
   *
   * @param allowance names it, without saying whose it is
   * @param nanos how long the allowance takes to grow by as much
   */
  public record Usage(String allowance, long nanos) {
    public Usage {
      if (nanos <= 0) {
        throw new IllegalArgumentException("nothing was used: " + nanos);
      }
    }
  }

  private static final class Allowance {
    private final String id;
    private final AtomicLong fullAt;
    private final AtomicLong given = new AtomicLong();
    private final AtomicBoolean waitsToBeTold = new AtomicBoolean();

    Allowance(String id, long now) {
      this.id = id;
      this.fullAt = new AtomicLong(now);
    }
  }

  /** As {@link Allowances#take}, and remembers to tell the others. */
  long take(String id, long interval, long window, long now) {
    Allowance allowance = allowance(id, now);
    long wait = Allowances.take(allowance.fullAt, interval, window, now);
    if (wait == 0) {
      allowance.given.addAndGet(interval);
      if (allowance.waitsToBeTold.compareAndSet(false, true)) {
        untold.add(allowance);
      }
    }
    return wait;
  }

  private Allowance allowance(String id, long now) {
    Allowance known = allowances.get(id);
    if (known != null) {
      return known;
    }
    String kept = id;
    if (allowances.size() >= Limits.RATE_LIMITED_CLIENTS) {
      allowances.values().removeIf(other -> other.fullAt.get() - now <= 0);
      if (allowances.size() >= Limits.RATE_LIMITED_CLIENTS) {
        kept = ALL_OTHERS; // newcomers share one
      }
    }
    return allowances.computeIfAbsent(kept, name -> new Allowance(name, now));
  }

  /** What this instance gave and has not told yet; it counts as told from here on. */
  public List<Usage> takeUntold(int most) {
    List<Usage> told = new ArrayList<>();
    while (told.size() < most) {
      Allowance next = untold.poll();
      if (next == null) {
        break;
      }
      next.waitsToBeTold.set(false);
      long given = next.given.getAndSet(0);
      if (given > 0) {
        told.add(new Usage(next.id, given));
      }
    }
    return told;
  }

  /** Other instances gave this. */
  public void used(List<Usage> others) {
    long now = nanoTime.getAsLong();
    for (Usage usage : others) {
      Allowances.charge(allowance(usage.allowance(), now).fullAt, usage.nanos(), now);
    }
  }
}

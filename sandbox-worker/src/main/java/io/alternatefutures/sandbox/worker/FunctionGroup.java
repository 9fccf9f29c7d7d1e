package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.IsolateLimits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The isolates of one function. A request goes to the first that has time; when all are kept busy
 * there is one more, up to the limit, and those that are not needed for a while go. Used by the
 * thread that leads.
 */
final class FunctionGroup<A extends GroupMember> {
  /** How long an isolate beyond the first may have nothing to do. */
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long the last isolate may have nothing to do. */
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final class Member<A> {
    private final A actor;
    private long usedAt;

    private Member(A actor, long nowNanos) {
      this.actor = actor;
      usedAt = nowNanos;
    }
  }

  private final Supplier<A> factory;
  private final int cores;
  private final List<Member<A>> members = new CopyOnWriteArrayList<>();
  private boolean retired;

  FunctionGroup(Supplier<A> factory, int cores) {
    this.factory = factory;
    this.cores = cores;
  }

  /** The isolate that a new request goes to; null when too many requests wait already. */
  @Nullable A choose(long nowNanos) {
    if (!members.isEmpty() && members.getFirst().actor.hasSockets()) {
      return chooseFirst(nowNanos);
    }
    Member<A> chosen = null;
    int queued = 0;
    for (Member<A> member : members) {
      A actor = member.actor;
      queued += actor.queued();
      if (actor.isBusy(nowNanos) || isFull(actor)) {
        continue;
      }
      if (chosen == null || actor.open() < chosen.actor.open()) {
        chosen = member;
      }
      if (actor.open() == 0) {
        break;
      }
    }
    if (chosen == null) {
      chosen = mayGrow() ? grow(nowNanos) : leastOpen();
    }
    return given(chosen, queued, nowNanos);
  }

  /**
   * The isolate for a request that becomes a WebSocket connection: all of a function's are in the
   * same, and as long as there are some, so is everything else; null when too many requests wait.
   */
  @Nullable A chooseFirst(long nowNanos) {
    Member<A> first = members.isEmpty() ? grow(nowNanos) : members.getFirst();
    return given(first, first.actor.queued(), nowNanos);
  }

  private static <A extends GroupMember> @Nullable A given(
      Member<A> chosen, int queued, long nowNanos) {
    IsolateLimits limits = chosen.actor.limits();
    if (limits != null && queued >= limits.queue()) {
      return null;
    }
    chosen.usedAt = nowNanos;
    return chosen.actor;
  }

  private static boolean isFull(GroupMember actor) {
    IsolateLimits limits = actor.limits();
    return limits != null && actor.open() >= limits.requests();
  }

  private boolean mayGrow() {
    if (members.isEmpty()) {
      return true;
    }
    IsolateLimits limits = members.getFirst().actor.limits();
    return limits != null && members.size() < Math.min(limits.isolates(), cores);
  }

  private Member<A> grow(long nowNanos) {
    Member<A> member = new Member<>(factory.get(), nowNanos);
    members.add(member);
    return member;
  }

  private Member<A> leastOpen() {
    Member<A> least = members.getFirst();
    for (Member<A> member : members) {
      if (member.actor.open() < least.actor.open()) {
        least = member;
      }
    }
    return least;
  }

  /** Whether no isolate has anything to do. */
  boolean isIdle() {
    return members.stream().allMatch(member -> member.actor.isIdle());
  }

  /** The function is no longer served: each isolate goes as soon as it has nothing to do. */
  void retire() {
    retired = true;
    post(new Message.Unload());
  }

  /** Tells all isolates. */
  void post(Message message) {
    members.forEach(member -> member.actor.post(message));
  }

  /**
   * Lets go of isolates that have had nothing to do for long, and has those that answered requests
   * still work for look at how long they have.
   *
   * @return whether none is left
   */
  boolean sweep(long nowNanos) {
    boolean others = members.size() > 1;
    members.removeIf(member -> {
      long idle = nowNanos - member.usedAt;
      if (!member.actor.isIdle()) {
        member.actor.post(new Message.Sweep(nowNanos));
        return false;
      }
      boolean first = member == members.getFirst();
      if (!retired && idle < (others && !first ? SPARE_NANOS : IDLE_NANOS)) {
        return false;
      }
      member.actor.post(new Message.Unload());
      return true;
    });
    return members.isEmpty();
  }
}

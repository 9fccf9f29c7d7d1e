package io.alternatefutures.sandbox.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one function: those that its isolate has, those that wait for the isolate, and
 * what has come for the latter. Used by the thread that runs the function; any thread may ask
 * whether there are unfinished ones.
 */
final class Requests {
  private final Map<Integer, Invocation> active = new HashMap<>();
  private final ArrayDeque<Invocation> waiting = new ArrayDeque<>();
  private final Map<Invocation, ArrayDeque<Message.OfInvocation>> early = new HashMap<>();
  private int nextId = 1;
  private int timerRequest;
  private volatile int unfinished;

  /** Whether the isolate has none. Any thread may ask. */
  boolean allFinished() {
    return unfinished == 0;
  }

  /** Whether there is none at all. */
  boolean isEmpty() {
    return active.isEmpty() && waiting.isEmpty();
  }

  @Nullable Invocation active(int id) {
    return active.get(id);
  }

  /** The next timers that are due are those of this request, or 0. */
  void timersOf(int id) {
    timerRequest = id;
  }

  /**
   * Whose CPU time handling a message uses. What names no request is the only one's, when there is
   * only one.
   */
  @Nullable Invocation chargeable(Message message, HostCalls host) {
    Invocation named =
        switch (message) {
          case Message.OfFetch answer -> host.requestOf(answer.fetchId());
          case Message.Timers _ -> active.get(timerRequest);
          default -> message.subject();
        };
    return named == null && active.size() == 1 ? active.values().iterator().next() : named;
  }

  /** Lets one wait for the isolate. */
  void await(Invocation invocation) {
    waiting.add(invocation);
  }

  boolean someWait() {
    return !waiting.isEmpty();
  }

  /** The one that has waited longest; there must be one. */
  Invocation nextWaiting() {
    return waiting.remove();
  }

  /** Keeps what has come for a request that waits. */
  void keep(Message.OfInvocation message) {
    early.computeIfAbsent(message.subject(), _ -> new ArrayDeque<>()).add(message);
  }

  /** The isolate gets a request: numbers it. */
  void begin(Invocation invocation) {
    invocation.id = nextId++;
    active.put(invocation.id, invocation);
    unfinished = active.size();
  }

  /** What had come before the isolate got the request. */
  List<Message.OfInvocation> takeKept(Invocation invocation) {
    ArrayDeque<Message.OfInvocation> messages = early.remove(invocation);
    return messages == null ? List.of() : List.copyOf(messages);
  }

  /** A request that waits is no longer wanted. */
  void forget(Invocation invocation) {
    early.remove(invocation);
    waiting.remove(invocation);
  }

  /** The isolate is done with a request. */
  void finished(int id) {
    Invocation invocation = active.remove(id);
    unfinished = active.size();
    if (invocation != null) {
      invocation.finished = true;
    }
  }

  /** Those that were answered more than {@code nanos} ago and are not done. */
  List<Invocation> lingering(long nowNanos, long nanos) {
    List<Invocation> overdue = new ArrayList<>();
    for (Invocation invocation : active.values()) {
      if (!invocation.closed) {
        continue;
      }
      if (invocation.lingeringSince == 0) {
        invocation.lingeringSince = nowNanos;
      } else if (nowNanos - invocation.lingeringSince > nanos) {
        overdue.add(invocation);
      }
    }
    return overdue;
  }

  /** Takes all of them out. */
  List<Invocation> takeAll() {
    List<Invocation> all = new ArrayList<>(active.values());
    all.addAll(waiting);
    active.clear();
    waiting.clear();
    early.clear();
    unfinished = 0;
    return all;
  }
}

package io.alternatefutures.sandbox.worker;

import org.jspecify.annotations.Nullable;

/**
 * One request to a function. Created by the reading thread; its mutable state belongs to whichever
 * thread runs its actor.
 */
final class Invocation {
  private final Connection connection;
  private final FunctionActor actor;
  private final int stream;
  private final Head head;

  /** Its number inside the isolate; 0 until it is dispatched. */
  int id;

  /** CPU time used so far, in nanoseconds. */
  long cpuNanos;

  /** Whether the runtime no longer waits for an answer. */
  boolean closed;

  /** Whether it waits for its isolate still. */
  boolean queued;

  /** Fetches it has made. */
  int fetches;

  /** A limit it met that a handler may have caught the error of. */
  @Nullable Breach breach;

  /** {@link System#nanoTime} when its work was first seen to go on after its response; or 0. */
  long lingeringSince;

  /** Whether the function has nothing left to do for it. */
  boolean finished;

  /**
   * Whether it has become a WebSocket connection, whose events each have a CPU limit of their own.
   */
  boolean socket;

  /** A whole body that is larger than one frame and not yet sent to its end. */
  byte @Nullable [] rest;

  /** How much of {@link #rest} has been sent, in bytes. */
  int restOffset;

  /** How much of {@link #rest} may be sent, in bytes. */
  int credit;

  /** The request as the function sees it. */
  record Head(String method, String url, String headers, boolean hasBody) {}

  Invocation(Connection connection, FunctionActor actor, int stream, Head head) {
    this.connection = connection;
    this.actor = actor;
    this.stream = stream;
    this.head = head;
  }

  Connection connection() {
    return connection;
  }

  FunctionActor actor() {
    return actor;
  }

  int stream() {
    return stream;
  }

  Head head() {
    return head;
  }

  /** Marks the answer as complete or given up; nothing more is sent for it. */
  void close() {
    if (!closed) {
      actor.closed(this);
    }
    closed = true;
    rest = null;
    connection.remove(this);
  }
}

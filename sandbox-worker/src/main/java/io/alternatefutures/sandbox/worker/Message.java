package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.IsolateLimits;
import org.jspecify.annotations.Nullable;

/** What an actor is told: the frames of the runtime, in the order they came, and its timers. */
sealed interface Message {
  /** The request whose CPU time handling this uses; null when it belongs to none. */
  default @Nullable Invocation subject() {
    return null;
  }

  /** A message for a request that has been started. */
  sealed interface OfInvocation extends Message {
    Invocation invocation();

    @Override
    default Invocation subject() {
      return invocation();
    }
  }

  /** A message for script that waits for something; without an isolate it means nothing. */
  sealed interface OfIsolate extends Message {}

  /** A message for script that waits for the answer to a fetch. */
  sealed interface OfFetch extends OfIsolate {
    int fetchId();
  }

  /** Code for the function, or for a check. */
  record Load(Connection connection, IsolateLimits limits, String env, byte[] source)
      implements Message {}

  /** The code that was asked for cannot be had. */
  record LoadFailed(Connection connection) implements Message {}

  /** A new request. */
  record Start(Invocation invocation) implements Message {
    @Override
    public Invocation subject() {
      return invocation;
    }
  }

  /** A piece of a request body. */
  record Body(Invocation invocation, byte[] bytes) implements OfInvocation {}

  /** The end of a request body. */
  record BodyEnd(Invocation invocation) implements OfInvocation {}

  /** More response body may be sent. */
  record Credit(Invocation invocation, int bytes) implements OfInvocation {}

  /** The client is gone. */
  record Cancel(Invocation invocation) implements Message {
    @Override
    public Invocation subject() {
      return invocation;
    }
  }

  /** The head of a fetch's response. */
  record FetchHead(int fetchId, int status, String headers) implements OfFetch {}

  /** A piece of a fetch's response body. */
  record FetchBody(int fetchId, byte[] bytes) implements OfFetch {}

  /** The end of a fetch's response. */
  record FetchEnd(int fetchId) implements OfFetch {}

  /** A fetch failed. */
  record FetchError(int fetchId, String reason) implements OfFetch {}

  /** More of a fetch's request body may be sent. */
  record FetchCredit(int fetchId, int bytes) implements OfFetch {}

  /** A WebSocket connection has something to tell script, which takes its messages now. */
  record SocketTurn(int socketId) implements OfIsolate {}

  /** Timers are due. */
  record Timers() implements OfIsolate {}

  /** Requests whose work goes on after their response are looked at. */
  record Sweep(long nowNanos) implements Message {}

  /** The function is no longer served. */
  record Unload() implements Message {}
}

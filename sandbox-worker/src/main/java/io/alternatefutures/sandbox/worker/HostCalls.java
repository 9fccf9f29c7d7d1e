package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.protocol.Limits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function's script asks of the worker, turned into frames. Owned by its actor. */
final class HostCalls implements HostFunctions.Target {
  /** Fetches refused in one turn before the isolate is ended. */
  private static final int MAX_REFUSED_FETCHES = 10_000;

  private record Fetch(Connection connection, int number, @Nullable Invocation request) {}

  private final FunctionActor actor;
  private final Replies replies;
  private final Sockets sockets;
  private final Map<Integer, Fetch> fetches = new HashMap<>();
  private final LogBudget logBudget = new LogBudget();
  private int mostFetches;
  private int mostFetchesAtOnce;
  private int refusedFetches;

  HostCalls(FunctionActor actor, Replies replies) {
    this.actor = actor;
    this.replies = replies;
    this.sockets = new Sockets(actor, replies, this);
  }

  Sockets sockets() {
    return sockets;
  }

  /** The limits that hold; known once the code is. */
  void limit(IsolateLimits limits) {
    mostFetches = limits.subrequests();
    mostFetchesAtOnce = limits.subrequestsAtOnce();
    logBudget.set(limits.logBytes());
  }

  /** Hands what came for the isolate itself, not for one of its requests, to the script. */
  void deliver(Isolate current, Message.OfIsolate message) throws JavetException {
    if (sockets.take(current, message)) {
      return;
    }
    switch (message) {
      case Message.FetchHead m -> current.fetchHead(m.fetchId(), m.status(), m.headers());
      case Message.FetchBody m -> current.fetchChunk(m.fetchId(), m.bytes());
      case Message.FetchCredit m -> current.fetchCredit(m.fetchId(), m.bytes());
      case Message.FetchEnd m -> {
        fetchEnded(m.fetchId());
        current.fetchEnd(m.fetchId());
      }
      case Message.FetchError m -> {
        fetchEnded(m.fetchId());
        current.fetchError(m.fetchId(), m.reason());
      }
      case Message.Timers _ -> current.runTimers();
      case Message.SocketTurn _ -> {
        // The connection is gone.
      }
    }
  }

  /** Hands what came for a request to the script. */
  void deliver(Isolate current, Message.OfInvocation message) throws JavetException {
    if (sockets.take(current, message)) {
      return;
    }
    int id = message.subject().id;
    switch (message) {
      case Message.Body body -> current.bodyChunk(id, body.bytes());
      case Message.BodyEnd _ -> current.bodyEnd(id);
      case Message.Credit credit -> current.credit(id, credit.bytes());
    }
  }

  @Override
  public void respond(int id, int status, String headers, byte @Nullable [] body) {
    Invocation invocation = open(id);
    if (invocation == null) {
      return;
    }
    if (headers.length() > Limits.MAX_HEADERS_BYTES) {
      fail(id, "the response has more than " + Limits.MAX_HEADERS_BYTES + " bytes of headers");
    } else if (body == null) {
      replies.head(invocation, status, headers);
    } else {
      invocation.cpuNanos = actor.cpuOf(invocation);
      replies.complete(invocation, status, headers, body, invocation.cpuNanos);
    }
  }

  @Override
  public boolean socketAccept(int id, String headers) {
    Invocation invocation = open(id);
    if (invocation == null) {
      return false;
    }
    if (!sockets.hasRoom()) {
      actor.fail(invocation, "OVERLOADED", "too many WebSocket connections are open");
      return false;
    }
    respond(id, 101, headers, null);
    if (invocation.closed) {
      return false;
    }
    sockets.accepted(invocation);
    return true;
  }

  @Override
  public void socketStart(int socketId) {
    sockets.start(socketId);
  }

  @Override
  public void socketSend(int socketId, String text) {
    sockets.send(socketId, text);
  }

  @Override
  public void socketSend(int socketId, byte[] bytes) {
    sockets.send(socketId, bytes);
  }

  @Override
  public void socketClose(int socketId, int code, String reason) {
    sockets.close(socketId, code, reason);
  }

  @Override
  public void socketGiveUp(int socketId) {
    sockets.giveUp(socketId);
  }

  @Override
  public double socketBuffered(int socketId) {
    return sockets.buffered(socketId);
  }

  @Override
  public void write(int id, byte[] bytes) {
    Invocation invocation = open(id);
    if (invocation != null) {
      replies.body(invocation, bytes);
    }
  }

  @Override
  public void end(int id) {
    Invocation invocation = open(id);
    if (invocation != null) {
      replies.end(invocation, actor.cpuOf(invocation));
    }
  }

  @Override
  public void abort(int id, String message) {
    fail(id, message);
  }

  @Override
  public void fail(int id, String detail) {
    Invocation invocation = actor.active(id);
    if (invocation != null) {
      Breach breach = invocation.breach;
      actor.fail(
          invocation,
          breach == null ? "FUNCTION_ERROR" : breach.name(),
          breach == null ? actor.mapped(detail) : breach.detail());
    }
  }

  @Override
  public void consumed(int id, int bytes) {
    Invocation invocation = open(id);
    if (invocation != null) {
      replies.consumed(invocation, bytes);
    }
  }

  @Override
  public void finished(int id) {
    actor.finished(id);
  }

  @Override
  public void fetch(int fetchId, String method, String url, String headers, boolean hasBody) {
    Invocation request = actor.subject();
    Connection connection = request == null ? actor.connection() : request.connection();
    if (connection == null) {
      actor.post(new Message.FetchError(fetchId, "fetch() needs a request to belong to"));
      return;
    }
    if (fetches.size() >= mostFetchesAtOnce) {
      exceeded(Breach.SUBREQUEST_LIMIT);
      refuse(fetchId, "more than " + mostFetchesAtOnce + " requests at once");
      return;
    }
    if (request != null && ++request.fetches > mostFetches) {
      exceeded(Breach.SUBREQUEST_LIMIT);
      refuse(fetchId, "more than " + mostFetches + " requests for one request");
      return;
    }
    int number = connection.addFetch(new Connection.FetchOrigin(actor, fetchId));
    fetches.put(fetchId, new Fetch(connection, number, request));
    int stream = request == null ? 0 : request.stream();
    replies.fetch(connection, number, stream, method, url, headers, hasBody);
    actor.touch(connection);
  }

  /** A script that goes on and on after refusals is ended before they fill the memory. */
  private void refuse(int fetchId, String reason) {
    if (++refusedFetches > MAX_REFUSED_FETCHES) {
      actor.terminate(Breach.SUBREQUEST_LIMIT);
      return;
    }
    actor.post(new Message.FetchError(fetchId, "SUBREQUEST_LIMIT: " + reason));
  }

  /** Whose a fetch is; null when it is not known, or nobody's. */
  @Nullable Invocation requestOf(int fetchId) {
    Fetch fetch = fetches.get(fetchId);
    return fetch == null ? null : fetch.request();
  }

  /** Gives up the fetches of one request. */
  void cancelFetchesOf(Invocation request) {
    fetches.entrySet().stream()
        .filter(entry -> entry.getValue().request() == request)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::fetchCancel);
  }

  @Override
  public void exceeded(Breach breach) {
    Invocation request = actor.subject();
    if (request != null) {
      request.breach = breach;
    }
  }

  @Override
  public void fetchWrite(int fetchId, byte[] bytes) {
    Fetch fetch = touched(fetchId);
    if (fetch != null) {
      replies.fetchBody(fetch.connection(), fetch.number(), bytes);
    }
  }

  @Override
  public void fetchWriteEnd(int fetchId) {
    Fetch fetch = touched(fetchId);
    if (fetch != null) {
      replies.fetchSignal(fetch.connection(), FrameType.FETCH_REQUEST_END, fetch.number());
    }
  }

  @Override
  public void fetchCancel(int fetchId) {
    Fetch fetch = touched(fetchId);
    if (fetch != null) {
      sockets.forget(-fetchId);
      replies.fetchSignal(fetch.connection(), FrameType.FETCH_CANCEL, fetch.number());
      fetchEnded(fetchId);
    }
  }

  @Override
  public void fetchConsumed(int fetchId, int bytes) {
    Fetch fetch = touched(fetchId);
    if (fetch != null) {
      replies.fetchConsumed(fetch.connection(), fetch.number(), bytes);
    }
  }

  /** Forgets a fetch whose answer is complete. */
  void fetchEnded(int fetchId) {
    Fetch fetch = fetches.remove(fetchId);
    if (fetch != null) {
      fetch.connection().removeFetch(fetch.number());
    }
  }

  /** Gives up every fetch under way: the script that waits for them is gone. */
  void cancelFetches() {
    for (Integer fetchId : fetches.keySet().toArray(Integer[]::new)) {
      fetchCancel(fetchId);
    }
  }

  @Override
  public void log(int id, String level, String text) {
    Invocation invocation = id == 0 ? actor.subject() : actor.active(id);
    Connection connection = invocation == null ? actor.connection() : invocation.connection();
    if (connection != null && logBudget.allows(text.length(), System.nanoTime())) {
      int stream = invocation == null ? 0 : invocation.stream();
      replies.log(connection, stream, level, actor.mapped(text));
      actor.touch(connection);
    }
  }

  /** A turn is over: says how many lines the log has lost meanwhile. */
  void turnOver() {
    refusedFetches = 0;
    int lines = logBudget.takeDropped();
    Connection connection = actor.connection();
    if (lines > 0 && connection != null) {
      replies.logDropped(connection, lines);
      actor.touch(connection);
    }
  }

  @Override
  public boolean ended() {
    return actor.ended();
  }

  @Override
  public void timer(double millis, int id) {
    actor.timer(millis, id);
  }

  private @Nullable Invocation open(int id) {
    Invocation invocation = actor.active(id);
    if (invocation == null || invocation.closed) {
      return null;
    }
    actor.touch(invocation.connection());
    return invocation;
  }

  private @Nullable Fetch touched(int fetchId) {
    Fetch fetch = fetches.get(fetchId);
    if (fetch != null) {
      actor.touch(fetch.connection());
    }
    return fetch;
  }
}

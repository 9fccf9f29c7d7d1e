package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.worker.websocket.SocketEvent;
import io.alternatefutures.sandbox.worker.websocket.UnfinishedBytes;
import io.alternatefutures.sandbox.worker.websocket.WebSocketConnection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The WebSocket connections of one function: those of its clients have the number of their request,
 * those it opened the negative number of their fetch. Request and response bodies carry the bytes.
 * Owned by its actor.
 */
final class Sockets {
  private final FunctionActor actor;
  private final Replies replies;
  private final HostCalls host;
  private final Map<Integer, WebSocketConnection> connections = new HashMap<>();
  private volatile boolean any;
  private final UnfinishedBytes unfinished =
      new UnfinishedBytes(io.alternatefutures.sandbox.worker.websocket.Limits.UNFINISHED_BYTES);

  Sockets(FunctionActor actor, Replies replies, HostCalls host) {
    this.actor = actor;
    this.replies = replies;
    this.host = host;
  }

  private final class ToClient implements WebSocketConnection.Wire {
    private final Invocation invocation;

    private ToClient(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      if (!invocation.closed) {
        actor.touch(invocation.connection());
        replies.body(invocation, bytes, offset, count);
      }
    }

    @Override
    public void end() {
      if (!invocation.closed) {
        actor.touch(invocation.connection());
        replies.end(invocation, actor.cpuOf(invocation));
      }
    }

    @Override
    public void consumed(int bytes) {
      if (!invocation.closed) {
        actor.touch(invocation.connection());
        replies.consumed(invocation, bytes);
      }
    }
  }

  private final class ToServer implements WebSocketConnection.Wire {
    private final int fetchId;

    private ToServer(int fetchId) {
      this.fetchId = fetchId;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      boolean whole = count == bytes.length;
      host.fetchWrite(fetchId, whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + count));
    }

    @Override
    public void end() {
      host.fetchWriteEnd(fetchId);
    }

    @Override
    public void consumed(int bytes) {
      host.fetchConsumed(fetchId, bytes);
    }
  }

  /** Whether there is a connection. Any thread may ask. */
  boolean any() {
    return any;
  }

  /** Whether another client's connection can be had. */
  boolean hasRoom() {
    return connections.size() < io.alternatefutures.sandbox.worker.websocket.Limits.CONNECTIONS;
  }

  /** The request's client has been told that its connection is one of WebSocket now. */
  void accepted(Invocation invocation) {
    invocation.socket = true;
    connections.put(
        invocation.id,
        WebSocketConnection.ofServer(new ToClient(invocation), unfinished, Limits.WINDOW_BYTES));
    any = true;
  }

  private void opened(int fetchId) {
    connections.put(
        -fetchId,
        WebSocketConnection.ofClient(
            new ToServer(fetchId), () -> actor.random(4), unfinished, Limits.WINDOW_BYTES));
    any = true;
  }

  /** Hands a message to the connection it is for; false when there is none. */
  boolean take(Isolate isolate, Message.OfInvocation message) throws JavetException {
    int id = message.subject().id;
    WebSocketConnection connection = connections.get(id);
    if (connection == null) {
      return false;
    }
    switch (message) {
      case Message.Body body -> connection.receive(body.bytes());
      case Message.BodyEnd _ -> connection.inputEnded();
      case Message.Credit credit -> connection.granted(credit.bytes());
    }
    deliver(isolate, id, connection);
    return true;
  }

  /** The same for what belongs to a fetch, or to a connection itself. */
  boolean take(Isolate isolate, Message.OfIsolate message) throws JavetException {
    if (message instanceof Message.FetchHead head && head.status() == 101) {
      opened(head.fetchId());
      return false; // script looks at the head itself
    }
    int id =
        switch (message) {
          case Message.FetchBody m -> -m.fetchId();
          case Message.FetchCredit m -> -m.fetchId();
          case Message.FetchEnd m -> -m.fetchId();
          case Message.FetchError m -> -m.fetchId();
          case Message.SocketTurn m -> m.socketId();
          case Message.FetchHead _, Message.Timers _ -> 0;
        };
    WebSocketConnection connection = connections.get(id);
    if (connection == null) {
      return message instanceof Message.SocketTurn;
    }
    switch (message) {
      case Message.FetchBody m -> connection.receive(m.bytes());
      case Message.FetchCredit m -> connection.granted(m.bytes());
      case Message.FetchEnd m -> {
        host.fetchEnded(m.fetchId());
        connection.inputEnded();
      }
      case Message.FetchError m -> {
        host.fetchEnded(m.fetchId());
        connection.lost();
      }
      case Message.SocketTurn _ -> connection.start();
      case Message.FetchHead _, Message.Timers _ -> {}
    }
    deliver(isolate, id, connection);
    return true;
  }

  private void deliver(Isolate isolate, int id, WebSocketConnection connection)
      throws JavetException {
    SocketEvent event = connection.poll();
    while (event != null) {
      switch (event) {
        case SocketEvent.Text text -> isolate.socketText(id, text.text());
        case SocketEvent.Binary binary -> isolate.socketBytes(id, binary.bytes());
        case SocketEvent.Closing _ -> isolate.socketClosing(id);
        case SocketEvent.Closed closed -> isolate.socketClosed(id, closed);
      }
      event = connection.poll();
    }
    if (connection.isDone()) {
      connections.remove(id, connection);
      any = !connections.isEmpty();
    }
  }

  // What script does.

  /** Script takes messages from here on. */
  void start(int id) {
    actor.post(new Message.SocketTurn(id));
  }

  void send(int id, String text) {
    WebSocketConnection connection = connections.get(id);
    if (connection != null) {
      connection.send(text);
      startIfOver(id, connection);
    }
  }

  void send(int id, byte[] bytes) {
    WebSocketConnection connection = connections.get(id);
    if (connection != null) {
      connection.send(bytes);
      startIfOver(id, connection);
    }
  }

  void close(int id, int code, String reason) {
    WebSocketConnection connection = connections.get(id);
    if (connection != null) {
      connection.close(code, reason);
      start(id);
    }
  }

  void giveUp(int id) {
    WebSocketConnection connection = connections.get(id);
    if (connection != null) {
      connection.giveUp();
      start(id);
    }
  }

  long buffered(int id) {
    WebSocketConnection connection = connections.get(id);
    return connection == null ? 0 : connection.buffered();
  }

  /** Has what sending brought about delivered, but not from within script. */
  private void startIfOver(int id, WebSocketConnection connection) {
    if (connection.isOver()) {
      start(id);
    }
  }

  /** The connection is gone, and script knows. */
  void forget(int id) {
    WebSocketConnection connection = connections.remove(id);
    any = !connections.isEmpty();
    if (connection != null) {
      connection.lost();
    }
  }

  /** The isolate is gone. */
  void clear() {
    for (Integer id : connections.keySet().toArray(Integer[]::new)) {
      forget(id);
    }
  }
}

package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.FrameReader;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the runtime's frames into messages for the functions they are for. Used by the thread that
 * leads.
 */
final class Dispatcher implements Connection.FrameHandler {
  private static final LoadListener NOBODY =
      new LoadListener() {
        @Override
        public void loaded(String handler) {}

        @Override
        public void failed(String message, int line, int column) {}
      };

  /** Functions that may be loaded at once; each isolate maps memory some dozens of times. */
  private static final int MOST_FUNCTIONS = 1_000;

  /** Which part of all functions goes at once when memory is short. */
  private static final int EVICTED = 4;

  /** By key, in the order in which they were last asked for. */
  private final Map<Integer, FunctionGroup<FunctionActor>> groups =
      new LinkedHashMap<>(16, 0.75f, true);

  private final int cores;
  private @Nullable WorkerLoop loop;

  /**
   * @param cores how many isolates of one function are of use at once
   */
  Dispatcher(int cores) {
    this.cores = cores;
  }

  void start(WorkerLoop workerLoop) {
    loop = workerLoop;
  }

  /** Lets go of what has had nothing to do for long. Called about once a second. */
  void sweep(long nowNanos) {
    groups.values().removeIf(group -> group.sweep(nowNanos));
  }

  @Override
  public void onFrame(Connection connection, byte type, int stream, ByteBuffer payload) {
    FrameReader in = new FrameReader(payload);
    switch (type) {
      case FrameType.LOAD -> tell(stream, load(connection, in));
      case FrameType.CHECK -> check(connection, stream, load(connection, in));
      case FrameType.INVOKE -> invoke(connection, stream, in);
      case FrameType.LOAD_FAILED -> tell(stream, new Message.LoadFailed(connection));
      case FrameType.UNLOAD -> unload(stream);
      case FrameType.EVICT -> evict();
      case FrameType.BODY, FrameType.BODY_END, FrameType.CANCEL, FrameType.CREDIT ->
          request(connection, type, stream, in);
      case FrameType.FETCH_HEAD,
          FrameType.FETCH_BODY,
          FrameType.FETCH_END,
          FrameType.FETCH_ERROR,
          FrameType.FETCH_CREDIT ->
          fetch(connection, type, stream, in);
      default -> throw new ProtocolException("unknown frame type " + type);
    }
  }

  private WorkerLoop loop() {
    WorkerLoop current = loop;
    if (current == null) {
      throw new IllegalStateException("the dispatcher was not started");
    }
    return current;
  }

  private void tell(int key, Message message) {
    FunctionGroup<FunctionActor> group = groups.get(key);
    if (group != null) {
      group.post(message);
    }
  }

  /** Its requests under way go on; the group goes with the last of them. */
  private void unload(int key) {
    FunctionGroup<FunctionActor> group = groups.get(key);
    if (group != null) {
      group.retire();
    }
  }

  /** Closes the isolates of the functions that were called least recently and have no work. */
  private void evict() {
    int most = Math.max(1, groups.size() / EVICTED);
    Iterator<FunctionGroup<FunctionActor>> eldest = groups.values().iterator();
    for (int evicted = 0; evicted < most && eldest.hasNext(); ) {
      FunctionGroup<FunctionActor> group = eldest.next();
      if (group.isIdle()) {
        group.retire();
        eldest.remove();
        evicted++;
      }
    }
  }

  private FunctionGroup<FunctionActor> group(int key) {
    if (groups.size() >= MOST_FUNCTIONS) {
      evict();
    }
    return groups.computeIfAbsent(
        key,
        _ -> new FunctionGroup<>(() -> new FunctionActor(loop(), new Replies(key), NOBODY), cores));
  }

  private static Message.Load load(Connection connection, FrameReader in) {
    IsolateLimits limits = IsolateLimits.read(in);
    String env = in.text(Limits.MAX_RUNTIME_FRAME_BYTES);
    return new Message.Load(connection, limits, env, in.rest());
  }

  private void invoke(Connection connection, int stream, FrameReader in) {
    int key = in.u31();
    boolean hasBody = in.u8() != 0;
    String method = in.latin1(Limits.MAX_HEADERS_BYTES);
    String url = in.text(Limits.MAX_HEADERS_BYTES);
    String headers = in.latin1(Limits.MAX_RUNTIME_FRAME_BYTES);
    FunctionGroup<FunctionActor> group = group(key);
    long now = System.nanoTime();
    FunctionActor actor = asksForSocket(headers) ? group.chooseFirst(now) : group.choose(now);
    if (actor == null) {
      refuse(connection, stream);
      return;
    }
    Invocation.Head head = new Invocation.Head(method, url, headers, hasBody);
    Invocation invocation = new Invocation(connection, actor, stream, head);
    connection.add(invocation);
    actor.start(invocation);
  }

  /** The runtime has left the field in for WebSocket alone. */
  private static boolean asksForSocket(String headers) {
    return headers.startsWith("upgrade\nwebsocket") || headers.contains("\nupgrade\nwebsocket");
  }

  private void refuse(Connection connection, int stream) {
    connection.write(out ->
        out.begin(FrameType.FAIL, stream)
            .u64(0)
            .latin1("OVERLOADED")
            .text("too many requests wait for an isolate of the function")
            .end());
    loop().flush(connection);
  }

  private static void request(Connection connection, byte type, int stream, FrameReader in) {
    Invocation invocation = connection.invocation(stream);
    if (invocation == null) {
      // The answer was complete before this frame was sent.
      return;
    }
    Message message =
        switch (type) {
          case FrameType.BODY -> new Message.Body(invocation, in.rest());
          case FrameType.BODY_END -> new Message.BodyEnd(invocation);
          case FrameType.CANCEL -> new Message.Cancel(invocation);
          default -> new Message.Credit(invocation, in.u31());
        };
    invocation.actor().post(message);
  }

  private static void fetch(Connection connection, byte type, int number, FrameReader in) {
    Connection.FetchOrigin origin = connection.fetch(number);
    if (origin == null) {
      return;
    }
    int id = origin.fetchId();
    Message message =
        switch (type) {
          case FrameType.FETCH_HEAD ->
              new Message.FetchHead(id, in.u16(), in.latin1(Limits.MAX_RUNTIME_FRAME_BYTES));
          case FrameType.FETCH_BODY -> new Message.FetchBody(id, in.rest());
          case FrameType.FETCH_END -> new Message.FetchEnd(id);
          case FrameType.FETCH_ERROR ->
              new Message.FetchError(id, in.text(Limits.MAX_HEADERS_BYTES));
          default -> new Message.FetchCredit(id, in.u31());
        };
    origin.actor().post(message);
  }

  /** Loads a module in an isolate of its own, says how it went, and drops it. */
  private void check(Connection connection, int number, Message.Load load) {
    CheckReply reply = new CheckReply(connection, number);
    FunctionActor actor = new FunctionActor(loop(), new Replies(0), reply);
    reply.actor = actor;
    FunctionGroup<FunctionActor> group = new FunctionGroup<>(() -> actor, 1);
    group.choose(System.nanoTime());
    groups.put(number, group);
    actor.post(load);
  }

  private static final class CheckReply implements LoadListener {
    private final Connection connection;
    private final int number;
    private @Nullable FunctionActor actor;

    private CheckReply(Connection connection, int number) {
      this.connection = connection;
      this.number = number;
    }

    @Override
    public void loaded(String handler) {
      reply(1, handler, 0, 0);
    }

    @Override
    public void failed(String message, int line, int column) {
      reply(0, message, line, column);
    }

    private void reply(int valid, String text, int line, int column) {
      connection.write(out ->
          out.begin(FrameType.CHECKED, number)
              .u8(valid)
              .text(text.substring(0, Math.min(text.length(), Limits.MAX_LOG_BYTES / 4)))
              .u32(line)
              .u32(column)
              .end());
      FunctionActor checked = actor;
      if (checked != null) {
        checked.post(new Message.Unload());
      }
    }
  }
}

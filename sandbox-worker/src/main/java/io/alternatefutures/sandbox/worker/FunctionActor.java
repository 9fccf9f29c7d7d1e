package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Locker;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.worker.Isolate.ModuleFailure;
import io.alternatefutures.sandbox.worker.sourcemap.SourceMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A function in this worker: a mailbox and, once its code is here, an isolate. At most one thread
 * runs it at a time, so all state but the mailbox and the volatile fields needs no locks.
 */
final class FunctionActor implements GroupMember {
  /** Messages handled before other functions get their turn. */
  private static final int BATCH = 64;

  /** How long one piece of work takes before other requests had better go elsewhere. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SLOW_TURNS = 2;

  private static final long MEMORY_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final WorkerLoop loop;
  private final Replies replies;
  private final LoadListener loadListener;
  private final HostCalls host;
  private final Queue<Message> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Requests that have come and not been answered. */
  private final AtomicInteger open = new AtomicInteger();

  /** Requests that have come and not been given to the isolate. */
  private final AtomicInteger queued = new AtomicInteger();

  private final Map<Integer, Invocation> active = new HashMap<>();
  private final ArrayDeque<Invocation> waiting = new ArrayDeque<>();
  private final Map<Invocation, ArrayDeque<Message>> early = new HashMap<>();
  private final Set<Connection> touched = new HashSet<>();
  private @Nullable Connection lastConnection;
  private @Nullable Runner runner;
  private @Nullable Isolate isolate;
  private volatile boolean ready;
  private boolean needed;
  private boolean discarded;
  private boolean unloaded;
  private String env = "{}";
  private SourceMap sourceMap = SourceMap.NONE;
  private int nextId = 1;
  private int timerRequest;
  private long memoryCheckedAt;

  private volatile long cpuLimitNanos = Long.MAX_VALUE;
  private volatile @Nullable IsolateLimits limits;
  private volatile @Nullable Runner executing;

  /** How many of the latest turns in a row were slow; written by the running thread. */
  private volatile int slowTurns;

  /** How many requests {@link #active} holds. */
  private volatile int unfinished;

  private volatile @Nullable Isolate running;
  private volatile @Nullable Breach breach;

  FunctionActor(WorkerLoop loop, Replies replies, LoadListener loadListener) {
    this.loop = loop;
    this.replies = replies;
    this.loadListener = loadListener;
    host = new HostCalls(this, replies);
  }

  @Override
  public void post(Message message) {
    mailbox.add(message);
    if (scheduled.compareAndSet(false, true)) {
      loop.schedule(this);
    }
  }

  /** Puts a new request into the mailbox. */
  void start(Invocation invocation) {
    open.incrementAndGet();
    queued.incrementAndGet();
    invocation.queued = true;
    post(new Message.Start(invocation));
  }

  @Override
  public @Nullable IsolateLimits limits() {
    return limits;
  }

  @Override
  public int open() {
    return open.get();
  }

  @Override
  public int queued() {
    return queued.get();
  }

  @Override
  public boolean isBusy(long nowNanos) {
    if (slowTurns >= SLOW_TURNS && queued.get() > 0) {
      return true;
    }
    Runner current = executing;
    return current != null && current.busyFor(this, BUSY_NANOS, nowNanos);
  }

  @Override
  public boolean isIdle() {
    return open.get() == 0 && unfinished == 0 && !scheduled.get();
  }

  /** A request has been answered or given up. */
  void closed(Invocation invocation) {
    open.decrementAndGet();
    unqueue(invocation);
  }

  private void unqueue(Invocation invocation) {
    if (invocation.queued) {
      invocation.queued = false;
      queued.decrementAndGet();
    }
  }

  /** How much CPU time one request, or loading, may use in all. */
  long cpuLimitNanos() {
    return cpuLimitNanos;
  }

  /** The isolate that runs script right now; for the watchdog. */
  @Nullable Isolate running() {
    return running;
  }

  /** Whether a limit was exceeded, so that what runs is being ended. Any thread may ask. */
  boolean ended() {
    return breach != null;
  }

  /** The CPU time is used up; called by the watchdog. */
  void overCpuLimit() {
    terminate(ready ? Breach.CPU_LIMIT : Breach.STARTUP_LIMIT);
  }

  /** Has the memory of the isolate that runs looked at; called by the watchdog. */
  void checkMemory() {
    Isolate target = running;
    IsolateLimits current = limits;
    if (target != null && current != null) {
      measure(target, current);
    }
  }

  private void measure(Isolate target, IsolateLimits current) {
    long most = current.memoryMegabytes() * 1024L * 1024;
    target.measure(bytes -> {
      if (bytes > most && breach == null && running == target) {
        breach = Breach.MEMORY_LIMIT;
        target.terminate();
      }
    });
  }

  /** Stops the script that runs; any thread may. */
  void terminate(Breach reason) {
    Isolate target = running;
    if (target != null && breach == null) {
      breach = reason;
      target.terminate();
    }
  }

  /** Handles a batch of messages on the thread of {@code current}. */
  void run(Runner current) {
    runner = current;
    executing = current;
    int handled = 0;
    while (handled < BATCH && !mailbox.isEmpty()) {
      handled += runWhileSameIsolate(BATCH - handled);
      if (breach != null || discarded) {
        recover();
      }
      if (unloaded && active.isEmpty() && waiting.isEmpty()) {
        disposeIsolate();
      }
    }
    host.turnOver();
    executing = null;
    for (Connection connection : touched) {
      loop.flush(connection);
    }
    touched.clear();
    runner = null;
    scheduled.set(false);
    if (!mailbox.isEmpty() && scheduled.compareAndSet(false, true)) {
      loop.schedule(this);
    }
  }

  private int runWhileSameIsolate(int most) {
    Isolate current = isolate;
    if (current == null) {
      handleNext();
      return 1;
    }
    int handled = 0;
    try (V8Locker _ = current.lock()) {
      while (handled < most && breach == null && !discarded && handleNext()) {
        handled++;
      }
      measureNowAndThen(current);
    } catch (JavetException failure) {
      discarded = true;
    }
    return Math.max(handled, 1);
  }

  /** What short pieces of work leave behind is seen here, what a long one does by the watchdog. */
  private void measureNowAndThen(Isolate current) {
    IsolateLimits known = limits;
    long now = runner().startedNanos();
    if (known != null && now - memoryCheckedAt >= MEMORY_CHECK_NANOS && breach == null) {
      memoryCheckedAt = now;
      measure(current, known);
    }
  }

  private boolean handleNext() {
    Message message = mailbox.poll();
    if (message == null) {
      return false;
    }
    Invocation subject = chargeable(message);
    runner().begin(this, subject);
    running = isolate;
    try {
      handle(message);
    } catch (JavetException failure) {
      if (breach == null) {
        failed(subject, failure);
      }
    } finally {
      running = null;
      runner().end(subject);
    }
    if (subject != null) {
      noteTurn(runner().usedNanos() >= BUSY_NANOS);
    }
    return true;
  }

  /** Several slow turns in a row tell that what waits will wait for long. */
  private void noteTurn(boolean slow) {
    int before = slowTurns;
    int now = slow ? Math.min(before + 1, SLOW_TURNS) : 0;
    if (now != before) {
      slowTurns = now;
    }
  }

  /**
   * Whose CPU time handling a message uses. What names no request is the only one's, when there is
   * only one.
   */
  private @Nullable Invocation chargeable(Message message) {
    Invocation named =
        switch (message) {
          case Message.OfFetch answer -> host.requestOf(answer.fetchId());
          case Message.Timers _ -> active.get(timerRequest);
          default -> message.subject();
        };
    return named == null && active.size() == 1 ? active.values().iterator().next() : named;
  }

  private void failed(@Nullable Invocation subject, JavetException failure) {
    if (subject == null || subject.closed) {
      host.log(0, "error", String.valueOf(failure.getMessage()));
    } else {
      fail(subject, "FUNCTION_ERROR", String.valueOf(failure.getMessage()));
    }
  }

  private void handle(Message message) throws JavetException {
    switch (message) {
      case Message.Load load -> load(load);
      case Message.LoadFailed failed -> notLoaded(failed.connection());
      case Message.Start start -> begin(start.invocation());
      case Message.Cancel cancel -> cancel(cancel.invocation());
      case Message.Sweep sweep -> endLingering(sweep.nowNanos());
      case Message.Unload _ -> unload();
      case Message.OfInvocation m -> deliver(m);
      case Message.OfIsolate m -> {
        if (isolate != null && !host.sockets().take(isolate, m)) {
          deliver(isolate, m);
        }
      }
    }
    if (!ready && isolate != null && !discarded && breach == null) {
      continueLoading(isolate);
    }
  }

  private void deliver(Isolate current, Message.OfIsolate message) throws JavetException {
    switch (message) {
      case Message.FetchHead m -> current.fetchHead(m.fetchId(), m.status(), m.headers());
      case Message.FetchBody m -> current.fetchChunk(m.fetchId(), m.bytes());
      case Message.FetchCredit m -> current.fetchCredit(m.fetchId(), m.bytes());
      case Message.FetchEnd m -> {
        host.fetchEnded(m.fetchId());
        current.fetchEnd(m.fetchId());
      }
      case Message.FetchError m -> {
        host.fetchEnded(m.fetchId());
        current.fetchError(m.fetchId(), m.reason());
      }
      case Message.Timers _ -> current.runTimers();
      case Message.SocketTurn _ -> {
        // The connection is gone.
      }
    }
  }

  private void begin(Invocation invocation) throws JavetException {
    touch(invocation.connection());
    if (ready && isolate != null) {
      dispatch(isolate, invocation);
      return;
    }
    waiting.add(invocation);
    if (!needed) {
      needed = true;
      replies.need(invocation.connection());
    }
  }

  private void dispatch(Isolate current, Invocation invocation) throws JavetException {
    if (invocation.closed) {
      return;
    }
    unqueue(invocation);
    invocation.id = nextId++;
    active.put(invocation.id, invocation);
    unfinished = active.size();
    current.dispatch(invocation);
    ArrayDeque<Message> messages = early.remove(invocation);
    while (messages != null && messages.poll() instanceof Message.OfInvocation message) {
      deliver(message);
    }
  }

  private void deliver(Message.OfInvocation message) throws JavetException {
    Invocation invocation = message.subject();
    if (invocation.id == 0 && !invocation.closed) {
      early.computeIfAbsent(invocation, _ -> new ArrayDeque<>()).add(message);
      return;
    }
    touch(invocation.connection());
    if (message instanceof Message.Credit credit && invocation.rest != null) {
      invocation.credit += credit.bytes();
      replies.writeRest(invocation);
      return;
    }
    Isolate current = isolate;
    if (current == null
        || !active.containsKey(invocation.id)
        || host.sockets().take(current, message)) {
      return;
    }
    switch (message) {
      case Message.Body body -> current.bodyChunk(invocation.id, body.bytes());
      case Message.BodyEnd _ -> current.bodyEnd(invocation.id);
      case Message.Credit credit -> current.credit(invocation.id, credit.bytes());
    }
  }

  private void cancel(Invocation invocation) throws JavetException {
    invocation.close();
    early.remove(invocation);
    if (invocation.id != 0) {
      Isolate current = isolate;
      if (current != null && active.containsKey(invocation.id)) {
        host.sockets().forget(invocation.id);
        current.cancel(invocation.id);
      }
      return;
    }
    waiting.remove(invocation);
  }

  /** Requests under way go on; open WebSocket connections are closed after a while. */
  private void unload() throws JavetException {
    unloaded = true;
    Isolate current = isolate;
    if (current != null && ready && !active.isEmpty()) {
      current.retire();
    }
  }

  /** Ends the work of requests that were answered long ago. */
  private void endLingering(long nowNanos) throws JavetException {
    IsolateLimits known = limits;
    Isolate current = isolate;
    if (known == null || current == null) {
      return;
    }
    for (Invocation invocation : List.copyOf(active.values())) {
      if (!invocation.closed) {
        continue;
      }
      if (invocation.lingeringSince == 0) {
        invocation.lingeringSince = nowNanos;
      } else if (nowNanos - invocation.lingeringSince > known.waitUntilMillis() * 1_000_000L) {
        Breach reason = Breach.WAIT_UNTIL_LIMIT;
        host.log(invocation.id, "error", reason + ": " + reason.detail());
        host.cancelFetchesOf(invocation);
        current.expire(invocation.id);
        finished(invocation.id);
      }
    }
  }

  /** The runtime has cancelled the requests it knew of; later ones ask anew. */
  private void notLoaded(Connection connection) {
    needed = !waiting.isEmpty();
    if (needed) {
      touch(connection);
      replies.need(connection);
    }
  }

  private void load(Message.Load load) throws JavetException {
    if (isolate != null) {
      return;
    }
    limits = load.limits();
    host.limit(load.limits());
    cpuLimitNanos = load.limits().startupMillis() * 1_000_000L;
    env = load.env();
    touch(load.connection());
    Isolate created = loop.isolates().create(host, () -> breach = Breach.MEMORY_LIMIT);
    isolate = created;
    running = created;
    try (V8Locker _ = created.lock()) {
      if (Isolate.isProgram(load.source())) {
        created.loadProgram(load.source(), env);
      } else {
        String source = new String(load.source(), StandardCharsets.UTF_8);
        sourceMap = SourceMap.of(source, Isolate.MODULE_NAME);
        created.startLoading(source, env);
      }
      continueLoading(created);
    } catch (ModuleFailure failure) {
      loadFailed(failure);
    } catch (BaseJavetScriptingException thrown) {
      loadFailed(ModuleFailure.of(thrown.getScriptingError()));
    }
  }

  private void continueLoading(Isolate current) throws JavetException {
    IsolateLimits known = limits;
    if (known == null || current.loading()) {
      return;
    }
    try {
      String handler = current.finishLoading(known.timers());
      cpuLimitNanos = known.cpuMillis() * 1_000_000L;
      ready = true;
      loadListener.loaded(handler);
    } catch (ModuleFailure failure) {
      loadFailed(failure);
      return;
    }
    while (breach == null && !waiting.isEmpty()) {
      Invocation next = waiting.remove();
      runner().begin(this, next);
      dispatch(current, next);
      runner().end(next);
    }
  }

  private void loadFailed(ModuleFailure failure) {
    String message = sourceMap.apply(String.valueOf(failure.getMessage()));
    loadListener.failed(message, failure.line(), failure.column());
    failAll("FUNCTION_ERROR", message);
    discarded = true;
  }

  /** Puts an end to an isolate that broke a limit or could not load. */
  private void recover() {
    Breach reason = breach;
    if (reason != null) {
      if (!ready) {
        loadListener.failed(reason.detail(), 0, 0);
      }
      Invocation culprit = runner().lastSubject();
      if (culprit != null && !culprit.closed) {
        fail(culprit, reason.name(), reason.detail());
      } else {
        host.log(0, "error", reason.detail());
      }
      failAll(ready ? "WORKER_LOST" : reason.name(), "the function restarts: " + reason.detail());
    }
    disposeIsolate();
    breach = null;
    discarded = false;
  }

  private void disposeIsolate() {
    loop.cancelTimer(this);
    host.sockets().clear();
    host.cancelFetches();
    Isolate old = isolate;
    isolate = null;
    ready = false;
    needed = false;
    if (old != null) {
      try {
        old.close();
      } catch (JavetException failure) {
        host.log(0, "error", "an isolate could not be closed: " + failure.getMessage());
      }
    }
  }

  private void failAll(String code, String detail) {
    List<Invocation> all = new ArrayList<>(active.values());
    all.addAll(waiting);
    active.clear();
    unfinished = 0;
    waiting.clear();
    early.clear();
    for (Invocation invocation : all) {
      fail(invocation, code, detail);
    }
  }

  void fail(Invocation invocation, String code, String detail) {
    if (!invocation.closed) {
      touch(invocation.connection());
      replies.fail(invocation, cpuOf(invocation), code, detail);
    }
  }

  /** A stack trace as the author of the code knows it. */
  String mapped(String stack) {
    return sourceMap.apply(stack);
  }

  /** The request that runs; null when none does, or it is not known. */
  @Nullable Invocation subject() {
    return runner().lastSubject();
  }

  /** CPU time a request has used up to now. */
  long cpuOf(Invocation invocation) {
    return runner().cpuOf(invocation);
  }

  private Runner runner() {
    Runner current = runner;
    if (current == null) {
      throw new IllegalStateException("the actor does not run");
    }
    return current;
  }

  @Nullable Invocation active(int id) {
    return active.get(id);
  }

  void finished(int id) {
    Invocation invocation = active.remove(id);
    unfinished = active.size();
    if (invocation != null) {
      invocation.finished = true;
    }
  }

  /** A connection for frames that belong to no request. */
  @Nullable Connection connection() {
    return lastConnection;
  }

  /** Has the connection flushed at the end of the batch. */
  void touch(Connection connection) {
    lastConnection = connection;
    touched.add(connection);
  }

  /** Random bytes that nobody can foretell. */
  byte[] random(int count) {
    return loop.isolates().random(count);
  }

  void timer(double millis, int id) {
    timerRequest = id;
    if (millis < 0) {
      loop.cancelTimer(this);
    } else {
      loop.setTimer(this, millis);
    }
  }
}

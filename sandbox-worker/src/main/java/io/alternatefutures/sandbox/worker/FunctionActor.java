package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Locker;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.worker.Isolate.ModuleFailure;
import io.alternatefutures.sandbox.worker.sourcemap.SourceMap;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A function in this worker: a mailbox and, once its code is here, an isolate. At most one thread
 * runs it at a time, so all state but the mailbox and the volatile fields needs no locks.
 */
final class FunctionActor implements GroupMember {
  /** Messages handled before other functions get their turn. */
  private static final int BATCH = 64;

  private static final long MEMORY_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final WorkerLoop loop;
  private final Replies replies;
  private final LoadListener loadListener;
  private final HostCalls host;
  private final Queue<Message> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  private final Workload workload = new Workload();
  private final Requests requests = new Requests();
  private final Set<Connection> touched = new HashSet<>();
  private @Nullable Connection lastConnection;
  private @Nullable Runner runner;
  private @Nullable Isolate isolate;
  private volatile boolean ready;
  private boolean needed;
  private boolean discarded;
  private boolean unloaded;
  private SourceMap sourceMap = SourceMap.NONE;
  private long memoryCheckedAt;

  private volatile long cpuLimitNanos = Long.MAX_VALUE;
  private volatile @Nullable IsolateLimits limits;
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
    workload.arrived(invocation);
    post(new Message.Start(invocation));
  }

  @Override
  public @Nullable IsolateLimits limits() {
    return limits;
  }

  @Override
  public int open() {
    return workload.open();
  }

  @Override
  public int queued() {
    return workload.queued();
  }

  @Override
  public boolean isBusy(long nowNanos) {
    return workload.isBusy(this, nowNanos);
  }

  @Override
  public boolean isIdle() {
    return workload.open() == 0 && requests.allFinished() && !scheduled.get();
  }

  @Override
  public boolean hasSockets() {
    return host.sockets().any();
  }

  /** A request has been answered or given up. */
  void closed(Invocation invocation) {
    workload.closed(invocation);
  }

  /** How much CPU time one request, or loading, may use in all. */
  long cpuLimitNanos() {
    return cpuLimitNanos;
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
      if (bytes > most && breach == null && isolate == target) {
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
    workload.runBy(current);
    int handled = 0;
    while (handled < BATCH && !mailbox.isEmpty()) {
      handled += runWhileSameIsolate(BATCH - handled);
      if (breach != null || discarded) {
        recover();
      }
      if (unloaded && requests.isEmpty()) {
        disposeIsolate();
      }
    }
    host.turnOver();
    workload.runBy(null);
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
  private void measureNowAndThen(Isolate current) throws JavetException {
    IsolateLimits known = limits;
    long now = runner().startedNanos();
    if (known != null && now - memoryCheckedAt >= MEMORY_CHECK_NANOS && breach == null) {
      memoryCheckedAt = now;
      current.countWasm();
      measure(current, known);
    }
  }

  private boolean handleNext() {
    Message message = mailbox.poll();
    if (message == null) {
      return false;
    }
    Invocation subject = requests.chargeable(message, host);
    runner().begin(this, subject);
    running = isolate;
    try {
      handle(message);
    } catch (JavetException failure) {
      if (breach == null) {
        tell(subject, "FUNCTION_ERROR", String.valueOf(failure.getMessage()));
      }
    } finally {
      running = null;
      runner().end(subject);
    }
    if (subject != null) {
      workload.turned(runner().usedNanos());
    }
    return true;
  }

  /** The request that is to blame gets the answer; when it has one already, the log does. */
  private void tell(@Nullable Invocation subject, String code, String detail) {
    if (subject == null || subject.closed) {
      host.log(0, "error", detail);
    } else {
      fail(subject, code, detail);
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
        if (isolate != null) {
          host.deliver(isolate, m);
        }
      }
    }
    if (!ready && isolate != null && !discarded && breach == null) {
      continueLoading(isolate);
    }
  }

  private void begin(Invocation invocation) throws JavetException {
    touch(invocation.connection());
    if (ready && isolate != null) {
      dispatch(isolate, invocation);
      return;
    }
    requests.await(invocation);
    if (!needed) {
      needed = true;
      replies.need(invocation.connection());
    }
  }

  private void dispatch(Isolate current, Invocation invocation) throws JavetException {
    if (invocation.closed) {
      return;
    }
    workload.begun(invocation);
    requests.begin(invocation);
    current.dispatch(invocation);
    for (Message.OfInvocation message : requests.takeKept(invocation)) {
      deliver(message);
    }
  }

  private void deliver(Message.OfInvocation message) throws JavetException {
    Invocation invocation = message.subject();
    if (invocation.id == 0 && !invocation.closed) {
      requests.keep(message);
      return;
    }
    touch(invocation.connection());
    if (message instanceof Message.Credit credit && invocation.rest != null) {
      invocation.credit += credit.bytes();
      replies.writeRest(invocation);
      return;
    }
    Isolate current = isolate;
    if (current != null && requests.active(invocation.id) != null) {
      host.deliver(current, message);
    }
  }

  private void cancel(Invocation invocation) throws JavetException {
    invocation.close();
    requests.forget(invocation);
    if (invocation.id != 0) {
      Isolate current = isolate;
      if (current != null && requests.active(invocation.id) != null) {
        host.sockets().forget(invocation.id);
        current.cancel(invocation.id);
      }
    }
  }

  /** Requests under way go on; open WebSocket connections are closed after a while. */
  private void unload() throws JavetException {
    unloaded = true;
    if (isolate != null && ready && !requests.allFinished()) {
      isolate.retire();
    }
  }

  /** Ends the work of requests that were answered long ago. */
  private void endLingering(long nowNanos) throws JavetException {
    IsolateLimits known = limits;
    Isolate current = isolate;
    if (known == null || current == null) {
      return;
    }
    long nanos = known.waitUntilMillis() * 1_000_000L;
    for (Invocation invocation : requests.lingering(nowNanos, nanos)) {
      Breach reason = Breach.WAIT_UNTIL_LIMIT;
      host.log(invocation.id, "error", reason + ": " + reason.detail());
      host.cancelFetchesOf(invocation);
      current.expire(invocation.id);
      finished(invocation.id);
    }
  }

  /** The runtime has cancelled the requests it knew of; later ones ask anew. */
  private void notLoaded(Connection connection) {
    needed = requests.someWait();
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
    sourceMap = Isolate.sourceMap(load.source());
    touch(load.connection());
    Isolate created = loop.isolates().take(host, () -> breach = Breach.MEMORY_LIMIT);
    isolate = created;
    running = created;
    try (V8Locker _ = created.lock()) {
      created.startLoading(load.source(), load.env(), load.limits().memoryMegabytes());
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
    while (breach == null && requests.someWait()) {
      Invocation next = requests.nextWaiting();
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
      tell(runner().lastSubject(), reason.name(), reason.detail());
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
    if (old != null) {
      try {
        old.close(ready && breach == null && !discarded);
      } catch (JavetException failure) {
        host.log(0, "error", "an isolate could not be closed: " + failure.getMessage());
      }
    }
    ready = false;
    needed = false;
  }

  private void failAll(String code, String detail) {
    for (Invocation invocation : requests.takeAll()) {
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
    return requests.active(id);
  }

  void finished(int id) {
    requests.finished(id);
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
    requests.timersOf(id);
    if (millis < 0) {
      loop.cancelTimer(this);
    } else {
      loop.setTimer(this, millis);
    }
  }
}

package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.worker.restrict.SystemCalls;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker's threads. One of them leads: it waits for frames, and runs the functions they are for
 * itself, so that a request costs no change of threads. When a function keeps the leader for longer
 * than a moment, the watchdog has another thread take the lead, and the first goes on with that
 * function alone.
 */
final class WorkerLoop {
  /** Stack of a thread: more than V8's own limit, so that V8 meets its limit first. */
  private static final long STACK_BYTES = 4L * 1024 * 1024;

  private static final long IDLE_SELECT_MILLIS = 1_000;

  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Timer(FunctionActor actor, long dueNanos) {}

  private final Selector selector;
  private final Connection.FrameHandler frames;
  private final SystemCalls calls;
  private final Isolates isolates;
  private final Queue<FunctionActor> runnable = new ConcurrentLinkedQueue<>();
  private final List<Runner> runners = new CopyOnWriteArrayList<>();
  private final Semaphore leadership = new Semaphore(1);

  /** Whether the leader runs a function and the lead may be taken from it; taken by one only. */
  private final AtomicBoolean lendable = new AtomicBoolean();

  private final Map<FunctionActor, Timer> timers = new HashMap<>();
  private final PriorityQueue<Timer> timerQueue =
      new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos));
  private final Object timerLock = new Object();
  private final Watchdog watchdog;
  private volatile @Nullable Runner leader;

  /** The thread that waits in the selector; null while none does. */
  private volatile @Nullable Thread selecting;

  /** Called when the runtime has gone away, or the loop cannot go on. */
  private final Runnable onClosed;

  /** Called by the leader about once a second, with {@link System#nanoTime}. */
  private final LongConsumer sweep;

  /** Used by the leader. */
  private long sweptAt = System.nanoTime();

  WorkerLoop(
      Selector selector,
      Connection.FrameHandler frames,
      Isolates isolates,
      SystemCalls calls,
      Runnable onClosed,
      LongConsumer sweep) {
    this.selector = selector;
    this.frames = frames;
    this.isolates = isolates;
    this.calls = calls;
    this.onClosed = onClosed;
    this.sweep = sweep;
    watchdog = new Watchdog(this, runners);
  }

  void add(Connection connection, SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    connection.registered(channel.register(selector, SelectionKey.OP_READ, connection));
  }

  void start(int threads) {
    for (int i = 0; i < threads; i++) {
      new Thread(null, this::runThread, "functions-" + i, STACK_BYTES).start();
    }
    watchdog.start();
  }

  /** Has an actor run; any thread may call it. */
  void schedule(FunctionActor actor) {
    runnable.add(actor);
    wakeSelector();
  }

  /** Has the leader look around, unless it is the one that asks: it does so anyway. */
  private void wakeSelector() {
    Thread waiting = selecting;
    if (waiting != null && waiting != Thread.currentThread()) {
      selector.wakeup();
    }
  }

  Isolates isolates() {
    return isolates;
  }

  void flush(Connection connection) {
    try {
      connection.flush();
    } catch (IOException closed) {
      onClosed.run();
    }
  }

  private void runThread() {
    try {
      Runner runner = new Runner(calls);
      runners.add(runner);
      while (true) {
        leadership.acquireUninterruptibly();
        leader = runner;
        lead(runner);
      }
    } catch (RuntimeException | Error bug) {
      giveUp("a thread failed: " + bug);
    }
  }

  /** Ends the worker, which would hang or be of no use; the runtime replaces one that ends. */
  void giveUp(String reason) {
    System.err.println("the worker ends: " + reason);
    onClosed.run();
  }

  /** Leads until another thread has been asked to. */
  private void lead(Runner runner) {
    boolean leading = true;
    while (leading) {
      leading = turn(runner);
    }
  }

  /**
   * Waits for something to do, or runs one function.
   *
   * @return whether the calling thread still leads
   */
  boolean turn(Runner runner) {
    FunctionActor actor = runnable.poll();
    if (actor == null) {
      select();
      return true;
    }
    watchdog.wake();
    runner.beginBatch();
    lendable.set(true);
    actor.run(runner);
    runner.endBatch();
    return lendable.compareAndSet(true, false);
  }

  /** Has another thread lead, because {@code busy} is kept by a function. */
  void handOver(Runner busy) {
    if (leader == busy && lendable.compareAndSet(true, false)) {
      leader = null;
      leadership.release();
    }
  }

  private void select() {
    try {
      selecting = Thread.currentThread();
      if (runnable.isEmpty()) {
        selector.select(this::ready, Math.clamp(millisToTimer(), 1, IDLE_SELECT_MILLIS));
      } else {
        selector.selectNow(this::ready);
      }
      selecting = null;
      runDueTimers();
      sweepNowAndThen();
    } catch (IOException | RuntimeException failure) {
      onClosed.run();
    }
  }

  private void sweepNowAndThen() {
    long now = System.nanoTime();
    if (now - sweptAt >= SWEEP_NANOS) {
      sweptAt = now;
      sweep.accept(now);
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isReadable() && !connection.read(frames)) {
        onClosed.run();
      }
      if (key.isValid() && key.isWritable()) {
        connection.flush();
      }
    } catch (IOException failure) {
      onClosed.run();
    }
  }

  /** Has {@code actor} run its timers in {@code millis}; replaces an earlier wish. */
  void setTimer(FunctionActor actor, double millis) {
    Timer timer = new Timer(actor, System.nanoTime() + (long) (millis * 1e6));
    synchronized (timerLock) {
      Timer old = timers.put(actor, timer);
      if (old != null) {
        timerQueue.remove(old);
      }
      timerQueue.add(timer);
    }
    wakeSelector();
  }

  void cancelTimer(FunctionActor actor) {
    synchronized (timerLock) {
      Timer old = timers.remove(actor);
      if (old != null) {
        timerQueue.remove(old);
      }
    }
  }

  private long millisToTimer() {
    synchronized (timerLock) {
      Timer next = timerQueue.peek();
      return next == null
          ? IDLE_SELECT_MILLIS
          : Math.ceilDiv(next.dueNanos() - System.nanoTime(), 1_000_000);
    }
  }

  private void runDueTimers() {
    synchronized (timerLock) {
      long now = System.nanoTime();
      Timer next;
      while ((next = timerQueue.peek()) != null && next.dueNanos() - now <= 0) {
        timerQueue.remove();
        timers.remove(next.actor());
        next.actor().post(new Message.Timers());
      }
    }
  }
}

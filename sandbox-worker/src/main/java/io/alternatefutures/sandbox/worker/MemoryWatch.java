package io.alternatefutures.sandbox.worker;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the memory of isolates whose script has run for a while, when the {@link Watchdog} says
 * so. It has a thread of its own because asking V8 may wait for the isolate's lock, when a script
 * ends and another begins at that very moment; the watchdog must never wait.
 */
final class MemoryWatch {
  /** Shorter pieces of work are looked at by their own thread, when they are done. */
  private static final long RUNS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final WorkerLoop loop;
  private final List<Runner> runners;
  private final Thread thread = new Thread(this::run, "memory-watch");
  private volatile boolean due;

  MemoryWatch(WorkerLoop loop, List<Runner> runners) {
    this.loop = loop;
    this.runners = runners;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has it look once, soon. */
  void wake() {
    due = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (true) {
        while (!due) {
          LockSupport.park(this);
        }
        due = false;
        look(System.nanoTime());
      }
    } catch (RuntimeException | Error failure) {
      loop.giveUp("the memory watch failed: " + failure);
    }
  }

  private void look(long now) {
    for (Runner runner : runners) {
      FunctionActor actor = runner.actor();
      if (actor != null && now - runner.startedNanos() >= RUNS_NANOS) {
        actor.checkMemory();
      }
    }
  }
}

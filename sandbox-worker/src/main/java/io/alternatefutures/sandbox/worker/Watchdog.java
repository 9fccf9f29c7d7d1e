package io.alternatefutures.sandbox.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the running functions every millisecond while there are any: passes the lead on when a
 * function keeps its thread, and ends functions that exceed a limit. Sleeps when nothing has run
 * for a while, so that an idle worker costs nothing.
 */
final class Watchdog {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** CPU time that a function may take to notice its end. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int LOOKS_PER_MEMORY_CHECK = 16;
  private static final int IDLE_TICKS_BEFORE_SLEEP = 50;

  private final WorkerLoop loop;
  private final List<Runner> runners;
  private final MemoryWatch memory;
  private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);
  private final Thread thread = new Thread(this::run, "watchdog");
  private int looks;
  private volatile boolean sleeping;
  private volatile boolean seen;

  Watchdog(WorkerLoop loop, List<Runner> runners) {
    this.loop = loop;
    this.runners = runners;
    memory = new MemoryWatch(loop, runners);
    thread.setDaemon(true);
  }

  void start() {
    memory.start();
    thread.start();
  }

  /** A function is about to run. */
  void wake() {
    seen = true;
    if (sleeping) {
      sleeping = false;
      LockSupport.unpark(thread);
    }
  }

  /** A worker whose functions nobody watches must not go on. */
  private void run() {
    try {
      watch();
    } catch (RuntimeException | Error failure) {
      loop.giveUp("the watchdog failed: " + failure);
    }
  }

  private void watch() {
    int idleTicks = 0;
    while (true) {
      if (idleTicks > IDLE_TICKS_BEFORE_SLEEP) {
        seen = false;
        sleeping = true;
        while (sleeping && !seen) {
          LockSupport.park(this);
        }
        sleeping = false;
        idleTicks = 0;
      }
      LockSupport.parkNanos(this, TICK_NANOS);
      idleTicks = look() || seen ? 0 : idleTicks + 1;
      seen = false;
    }
  }

  /** Looks once; returns whether anything runs. */
  private boolean look() {
    boolean busy = false;
    boolean memoryIsDue = ++looks % LOOKS_PER_MEMORY_CHECK == 0;
    long now = System.nanoTime();
    for (Runner runner : runners) {
      FunctionActor actor = runner.actor();
      if (actor == null) {
        continue;
      }
      busy = true;
      if (now - runner.startedNanos() < TICK_NANOS) {
        continue;
      }
      loop.handOver(runner);
      long over = runner.observedCpuNanos(timespec) - actor.cpuLimitNanos();
      if (over > 0) {
        actor.overCpuLimit();
      }
      if (over > GRACE_NANOS) {
        // It is somewhere that V8 cannot stop: rather no worker than one that burns a thread.
        loop.giveUp("a function does not end when told to");
      }
    }
    if (busy && memoryIsDue) {
      memory.wake();
    }
    return busy;
  }
}

package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.worker.restrict.SystemCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What one of the worker's threads is running, and the CPU time it takes. Written by that thread;
 * the volatile fields are read by the watchdog.
 */
final class Runner {
  private final SystemCalls calls;
  private final int threadId;
  private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);

  private long lastCpu;
  private @Nullable Invocation lastSubject;
  private volatile @Nullable FunctionActor actor;
  private volatile long startedNanos;
  private volatile long startedCpu;
  private volatile long earlierCpu;

  /** What counts towards the limit of what was used before; nothing for WebSocket's events. */
  private volatile long limitedCpu;

  /** Called on the thread itself. */
  Runner(SystemCalls calls) {
    this.calls = calls;
    threadId = calls.threadId();
  }

  /** A batch starts: what the thread did before is nobody's CPU time. */
  void beginBatch() {
    lastCpu = calls.threadCpuNanos(threadId, timespec);
  }

  /** A message is about to be handled. */
  void begin(FunctionActor current, @Nullable Invocation subject) {
    lastSubject = subject;
    earlierCpu = subject == null ? 0 : subject.cpuNanos;
    limitedCpu = subject == null || subject.socket ? 0 : subject.cpuNanos;
    startedCpu = lastCpu;
    startedNanos = System.nanoTime();
    actor = current;
  }

  /** The message has been handled; its request is charged with the time. */
  void end(@Nullable Invocation subject) {
    if (subject != null && !subject.finished) {
      subject.cpuNanos = cpuOf(subject);
    }
  }

  /** CPU time {@code invocation} has used in all. */
  long cpuOf(Invocation invocation) {
    if (invocation != lastSubject) {
      return invocation.cpuNanos;
    }
    lastCpu = calls.threadCpuNanos(threadId, timespec);
    return earlierCpu + lastCpu - startedCpu;
  }

  /** The batch is over. */
  void endBatch() {
    actor = null;
  }

  /** CPU time of the current message, as measured last. */
  long usedNanos() {
    return lastCpu - startedCpu;
  }

  @Nullable Invocation lastSubject() {
    return lastSubject;
  }

  /** What runs now; null when nothing does. Any thread may ask. */
  @Nullable FunctionActor actor() {
    return actor;
  }

  /** Whether what it runs has been at the same message for this long. Any thread may ask. */
  boolean busyFor(FunctionActor asked, long nanos, long nowNanos) {
    return actor == asked && nowNanos - startedNanos >= nanos;
  }

  /** {@link System#nanoTime} when the current message was begun. Any thread may ask. */
  long startedNanos() {
    return startedNanos;
  }

  /** CPU time of the current request, as another thread sees it. */
  long observedCpuNanos(MemorySegment scratch) {
    return limitedCpu + calls.threadCpuNanos(threadId, scratch) - startedCpu;
  }
}

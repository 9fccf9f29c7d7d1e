package io.alternatefutures.sandbox.worker.restrict;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Makes Linux system calls (x86-64) by number. Binding happens once, when it is made. */
@SuppressWarnings("restricted") // Calling into C is this class's whole purpose.
public final class SystemCalls {
  static final int OPEN = 2;
  static final int CLOSE = 3;
  static final int SETRLIMIT = 160;
  static final int PRCTL = 157;
  static final int GETTID = 186;
  static final int SECCOMP = 317;
  static final int LANDLOCK_CREATE_RULESET = 444;
  static final int LANDLOCK_RESTRICT_SELF = 446;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle clockGettime =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("clock_gettime"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private final MethodHandle syscall =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  /**
   * Makes a system call.
   *
   * @return its result, or minus the error number
   */
  public long call(long number, long a, long b, long c, long d, long e) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) syscall.invokeExact(state, number, a, b, c, d, e);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable failure) {
      throw new IllegalStateException("a system call could not be made", failure);
    }
  }

  /** The kernel's identifier of the calling thread. */
  public int threadId() {
    return (int) call(GETTID, 0, 0, 0, 0, 0);
  }

  /**
   * CPU time a thread of this process has used, in nanoseconds.
   *
   * @param timespec scratch memory of 16 bytes
   */
  public long threadCpuNanos(int threadId, MemorySegment timespec) {
    // The kernel's encoding of a thread's CPU clock: inverted id, per-thread bit, scheduler clock.
    int clock = (~threadId << 3) | 6;
    try {
      int result = (int) clockGettime.invokeExact(clock, timespec);
      if (result != 0) {
        return 0;
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("a thread's CPU clock could not be read", failure);
    }
    return timespec.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
        + timespec.get(ValueLayout.JAVA_LONG, 8);
  }
}

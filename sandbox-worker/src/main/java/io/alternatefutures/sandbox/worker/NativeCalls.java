package io.alternatefutures.sandbox.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few C library functions the worker calls. Binding happens once, at start. */
@SuppressWarnings("restricted") // Calling into C is this class's whole purpose.
final class NativeCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

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

  /** The kernel's identifier of the calling thread. */
  int threadId() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) syscall(arena, 186, 0, 0, 0, 0, 0);
    }
  }

  /**
   * A system call.
   *
   * @return its result, or minus the error number
   */
  long syscall(Arena arena, long number, long a, long b, long c, long d, long e) {
    MemorySegment state = arena.allocate(ERRNO_LAYOUT);
    try {
      long result = (long) syscall.invokeExact(state, number, a, b, c, d, e);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable failure) {
      throw new IllegalStateException("a system call could not be made", failure);
    }
  }

  /** CPU time a thread of this process has used. Reuses {@code timespec}, a 16-byte segment. */
  long threadCpuNanos(int threadId, MemorySegment timespec) {
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

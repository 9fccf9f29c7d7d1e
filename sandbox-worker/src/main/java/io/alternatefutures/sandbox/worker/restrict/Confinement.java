package io.alternatefutures.sandbox.worker.restrict;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;

/**
 * Applies every layer of confinement this kernel has, in two irrevocable steps. The first closes
 * the file system to the calling thread and the threads it starts later, so the function threads
 * are started after it. The second closes all other system calls to every thread, the starting of
 * threads included.
 */
public final class Confinement {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_SET_DUMPABLE = 4;

  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NOFILE = 7;

  /** Descriptors a worker may have open; it needs its class path, sockets and selector. */
  private static final long MAX_DESCRIPTORS = 128;

  private static final int LANDLOCK_CREATE_RULESET_VERSION = 1;

  /** Access rights to files by Landlock version, as bit counts: v1 13, v2 14, v3 15, v5 16. */
  private static final int[] FILE_RIGHTS = {0, 13, 14, 15, 15, 16};

  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

  private static final int O_RDONLY = 0;
  private static final int EPERM = 1;
  private static final int EACCES = 13;

  private final SystemCalls calls;

  private final boolean supported = System.getProperty("os.arch").equals("amd64");

  private final Set<Layer> layers = EnumSet.noneOf(Layer.class);

  /** Made beforehand: under Landlock, classes that are not in an open jar cannot be loaded. */
  private final long[] instructions = SeccompFilter.forProcess((int) ProcessHandle.current().pid());

  /** The system call numbers here are those of x86-64; elsewhere no layer is applied. */
  public Confinement(SystemCalls calls) {
    this.calls = calls;
  }

  /** The first step: bounded resources, no new rights, no files. */
  public void restrictFiles() {
    if (!supported) {
      return;
    }
    if (limitResources()) {
      layers.add(Layer.RLIMITS);
    }
    calls.call(SystemCalls.PRCTL, PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (calls.call(SystemCalls.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
      layers.add(Layer.NO_NEW_PRIVS);
      if (landlock() && openRoot() == -EACCES) {
        layers.add(Layer.LANDLOCK);
      }
    }
  }

  /**
   * The second step: no system calls but those that running functions takes.
   *
   * @return the layers that hold now, each tried out where that is possible
   */
  public Set<Layer> restrictCalls() {
    if (layers.contains(Layer.NO_NEW_PRIVS) && seccomp() && openRoot() == -EPERM) {
      layers.add(Layer.SECCOMP);
    }
    return layers;
  }

  private long openRoot() {
    try (Arena arena = Arena.ofConfined()) {
      return calls.call(SystemCalls.OPEN, arena.allocateFrom("/").address(), O_RDONLY, 0, 0, 0);
    }
  }

  private boolean limitResources() {
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, MAX_DESCRIPTORS);
  }

  private boolean limit(int resource, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(16, 8);
      limits.set(ValueLayout.JAVA_LONG, 0, value);
      limits.set(ValueLayout.JAVA_LONG, 8, value);
      return calls.call(SystemCalls.SETRLIMIT, resource, limits.address(), 0, 0, 0) == 0;
    }
  }

  /** A ruleset that handles every right and grants none. */
  private boolean landlock() {
    long version =
        calls.call(
            SystemCalls.LANDLOCK_CREATE_RULESET, 0, 0, LANDLOCK_CREATE_RULESET_VERSION, 0, 0);
    if (version < 1) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(24, 8);
      int fileRights = FILE_RIGHTS[(int) Math.min(version, FILE_RIGHTS.length - 1)];
      attributes.set(ValueLayout.JAVA_LONG, 0, (1L << fileRights) - 1);
      // Binding and connecting TCP; abstract Unix sockets and signals outside the domain.
      attributes.set(ValueLayout.JAVA_LONG, 8, version >= 4 ? 3 : 0);
      attributes.set(ValueLayout.JAVA_LONG, 16, version >= 6 ? 3 : 0);
      long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
      long ruleset =
          calls.call(SystemCalls.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0, 0, 0);
      if (ruleset < 0) {
        return false;
      }
      long result = calls.call(SystemCalls.LANDLOCK_RESTRICT_SELF, ruleset, 0, 0, 0, 0);
      calls.call(SystemCalls.CLOSE, ruleset, 0, 0, 0, 0);
      return result == 0;
    }
  }

  private boolean seccomp() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment code = arena.allocateFrom(ValueLayout.JAVA_LONG, instructions);
      MemorySegment program = arena.allocate(16, 8);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) instructions.length);
      program.set(ValueLayout.ADDRESS, 8, code);
      return calls.call(
              SystemCalls.SECCOMP,
              SECCOMP_SET_MODE_FILTER,
              SECCOMP_FILTER_FLAG_TSYNC,
              program.address(),
              0,
              0)
          == 0;
    }
  }
}

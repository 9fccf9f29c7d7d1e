package io.alternatefutures.sandbox;

import java.util.EnumSet;
import java.util.Set;

/** A layer of confinement around a worker process. */
public enum Layer {
  /** No program it starts could gain rights. */
  NO_NEW_PRIVS,
  /** No files, no TCP, no signals to or abstract sockets of other processes. */
  LANDLOCK,
  /** Only the listed system calls, in every thread. */
  SECCOMP,
  /** No core dumps, no file growth, few descriptors. */
  RLIMITS,
  /** User, process, network, mount and other namespaces of its own, made by bubblewrap. */
  NAMESPACES,
  /** A control group of its own that bounds memory, processes and CPU time. */
  CGROUP;

  /** The layers that a worker puts around itself; the kernel alone decides whether it can. */
  static final Set<Layer> REQUIRED =
      Set.copyOf(EnumSet.of(NO_NEW_PRIVS, LANDLOCK, SECCOMP, RLIMITS));
}

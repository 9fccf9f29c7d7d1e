package io.alternatefutures.sandbox.worker.restrict;

/** A layer of confinement that a worker has put around itself. */
public enum Layer {
  /** No program it starts could gain rights. */
  NO_NEW_PRIVS,
  /** No files, no TCP, no signals to or abstract sockets of other processes. */
  LANDLOCK,
  /** Only the listed system calls, in every thread. */
  SECCOMP,
  /** No core dumps, no file growth, few descriptors. */
  RLIMITS
}

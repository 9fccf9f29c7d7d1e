package io.alternatefutures.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waiting for locks that other processes, or other stores of this process, may hold. */
final class FileLocks {
  private static final long RETRY_NANOS = Duration.ofMillis(5).toNanos();

  private FileLocks() {}

  /** Work done under a lock. */
  @FunctionalInterface
  interface Locked<T> {
    T run() throws IOException;
  }

  /** Runs {@code work} while holding the whole file, waiting for it as long as it takes. */
  static <T> T whileLocked(FileChannel channel, Locked<T> work) throws IOException {
    FileLock lock = tryUntil(channel, 0, Long.MAX_VALUE, false, Long.MAX_VALUE);
    if (lock == null) {
      throw new IOException("Interrupted while waiting for a file lock");
    }
    try (lock) {
      return work.run();
    }
  }

  /**
   * Tries until {@code waitNanos} have passed. A lock held inside this process shows as an
   * exception and not as a wait, hence the polling.
   *
   * @return null when it was not to be had in time
   */
  static @Nullable FileLock tryUntil(
      FileChannel channel, long position, long size, boolean shared, long waitNanos)
      throws IOException {
    long start = System.nanoTime();
    while (true) {
      FileLock lock = tryOnce(channel, position, size, shared);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - start >= waitNanos || Thread.currentThread().isInterrupted()) {
        return null;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private static @Nullable FileLock tryOnce(
      FileChannel channel, long position, long size, boolean shared) throws IOException {
    try {
      return channel.tryLock(position, size, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}

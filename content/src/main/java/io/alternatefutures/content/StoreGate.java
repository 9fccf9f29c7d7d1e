package io.alternatefutures.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps deletions of one process apart from imports of others, by locks on ranges of one file. Byte
 * 0 is the gate, which whoever starts to import or delete passes; each open store has one other
 * byte locked while it has imports running. A deletion keeps the gate and wants all other bytes
 * free.
 *
 * <p>Imports and deletions inside one process are kept apart by the blocks in flight instead.
 * Guarded by its own monitor.
 */
final class StoreGate implements AutoCloseable {
  private static final long GATE = 0;

  private final FileChannel channel;
  private final long slot = ThreadLocalRandom.current().nextLong(2, Long.MAX_VALUE - 2);
  private int imports;
  private @Nullable FileLock importing;

  private StoreGate(FileChannel channel) {
    this.channel = channel;
  }

  static StoreGate open(Path file) throws IOException {
    return new StoreGate(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Called before an import's first block is written. */
  synchronized void beginImport() throws IOException {
    if (imports == 0) {
      try (FileLock gate = lock(GATE, 1, Limits.DELETE_LOCK_WAIT.multipliedBy(2))) {
        importing = lock(slot, 1, Limits.DELETE_LOCK_WAIT);
        assertHeld(gate);
      }
    }
    imports++;
  }

  /** Called when an import's root is pinned, or the import has failed. */
  synchronized void endImport() throws IOException {
    imports--;
    FileLock held = importing;
    if (imports == 0 && held != null) {
      held.release();
      importing = null;
    }
  }

  /** Runs {@code deletion} while no other process imports, and lets none begin. */
  synchronized <T> T whileDeleting(FileLocks.Locked<T> deletion) throws IOException {
    Duration wait = Limits.DELETE_LOCK_WAIT;
    try (FileLock gate = lock(GATE, 1, wait);
        FileLock below = lock(1, slot - 1, wait);
        FileLock above = lock(slot + 1, Long.MAX_VALUE - slot - 1, wait)) {
      assertHeld(gate);
      assertHeld(below);
      assertHeld(above);
      return deletion.run();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private FileLock lock(long position, long size, Duration wait) throws IOException {
    FileLock lock = FileLocks.tryUntil(channel, position, size, false, wait.toNanos());
    if (lock == null) {
      throw new ContentException(
          ContentCode.CONTENT_BUSY,
          "another process uses the content store: no access within " + wait.toSeconds() + " s");
    }
    return lock;
  }

  private static void assertHeld(FileLock lock) throws IOException {
    if (!lock.isValid()) {
      throw new IOException("A file lock of the content store was lost");
    }
  }
}

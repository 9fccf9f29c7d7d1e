package io.alternatefutures.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by one runtime at a time: two would take each other's credentials,
 * socket folders and snapshots for their own. The kernel ends the hold of a runtime that is killed.
 */
final class DataDirectory implements AutoCloseable {
  /** How long one that is about to end may still hold it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the directory when needed and takes hold of it.
   *
   * @throws IllegalArgumentException when another runtime has it
   */
  static DataDirectory hold(Path directory) throws IOException {
    return hold(directory, PATIENCE);
  }

  static DataDirectory hold(Path directory, Duration patience) throws IOException {
    Path path = directory.toAbsolutePath().normalize();
    PrivateFiles.createDirectory(path);
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long end = System.nanoTime() + patience.toNanos();
    while (tryLock(channel) == null) {
      if (System.nanoTime() - end >= 0) {
        channel.close();
        throw new IllegalArgumentException(
            "The data directory "
                + path
                + " is in use by another runtime. Stop that one, or give this one a directory of"
                + " its own with AF_DATA_DIR");
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        channel.close();
        throw new IOException("interrupted while waiting for the data directory", e);
      }
    }
    return new DataDirectory(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The directory, absolute. */
  Path path() {
    return path;
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}

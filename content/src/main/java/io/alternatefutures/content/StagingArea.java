package io.alternatefutures.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where files are written before they get their final names. Each open store has a folder of its
 * own with a locked file beside it; a folder whose lock can be had belonged to a process that died,
 * and is removed.
 */
final class StagingArea implements AutoCloseable {
  private static final String LOCK_SUFFIX = ".lock";

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lockChannel;
  private final AtomicLong sequence = new AtomicLong();

  private StagingArea(Path folder, Path lockFile, FileChannel lockChannel) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lockChannel = lockChannel;
  }

  static StagingArea open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path gate = directory.resolve("gate");
    // Openers take turns: a lock file that exists but is not yet locked must not be seen.
    try (FileChannel channel =
        FileChannel.open(gate, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return FileLocks.whileLocked(channel, () -> openInside(directory));
    }
  }

  private static StagingArea openInside(Path directory) throws IOException {
    removeLeftovers(directory);
    String name = ownPrefix() + UUID.randomUUID();
    Path lockFile = directory.resolve(name + LOCK_SUFFIX);
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock lock = channel.lock();
    if (!lock.isValid()) {
      throw new IOException("Cannot lock " + lockFile);
    }
    return new StagingArea(Files.createDirectory(directory.resolve(name)), lockFile, channel);
  }

  /** Writes a new file and syncs it; the caller moves it to its name or deletes it. */
  Path write(byte[] content) throws IOException {
    Path file = folder.resolve(Long.toString(sequence.getAndIncrement()));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  /** Makes the names in a directory durable. */
  static void sync(@Nullable Path directory) throws IOException {
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    removeFolder(folder);
    Files.deleteIfExists(lockFile);
    lockChannel.close();
  }

  /** Tells this process from others, and from an earlier one of the same number. */
  private static String ownPrefix() {
    ProcessHandle process = ProcessHandle.current();
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "-" + started + "-";
  }

  private static void removeLeftovers(Path directory) throws IOException {
    String own = ownPrefix();
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, "*" + LOCK_SUFFIX)) {
      for (Path lockFile : locks) {
        // Another store of this process is alive; opening and closing its lock file would make the
        // operating system drop its lock.
        if (!String.valueOf(lockFile.getFileName()).startsWith(own)) {
          removeIfAbandoned(directory, lockFile);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path directory, Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return;
      }
      String name = String.valueOf(lockFile.getFileName());
      String folder = name.substring(0, name.length() - LOCK_SUFFIX.length());
      removeFolder(directory.resolve(folder));
      Files.deleteIfExists(lockFile);
    } catch (NoSuchFileException e) {
      // Its owner closed between the listing and now.
      return;
    }
  }

  private static void removeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}

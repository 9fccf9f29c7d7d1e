package io.alternatefutures.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Counts blocks: the files are counted once, when somebody first asks; from then on changes are
 * added. Guarded by its own monitor.
 */
final class BlockStatistics {
  private final Path directory;
  private boolean counted;
  private long blocks;
  private long bytes;

  BlockStatistics(Path directory) {
    this.directory = directory;
  }

  synchronized void added(long size) {
    blocks++;
    bytes += size;
  }

  synchronized void removed(long size) {
    blocks--;
    bytes -= size;
  }

  synchronized BlockStore.Statistics current() throws IOException {
    if (!counted) {
      count();
      counted = true;
    }
    return new BlockStore.Statistics(Math.max(0, blocks), Math.max(0, bytes));
  }

  private void count() throws IOException {
    blocks = 0;
    bytes = 0;
    try (DirectoryStream<Path> shards = Files.newDirectoryStream(directory)) {
      for (Path shard : shards) {
        countShard(shard);
      }
    }
  }

  private void countShard(Path shard) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
      for (Path file : files) {
        countFile(file);
      }
    }
  }

  private void countFile(Path file) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      // Another process deleted it since the directory was listed: nothing to count.
      return;
    }
    bytes += size;
    blocks++;
  }
}

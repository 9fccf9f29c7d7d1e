package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that several processes use, some of which are killed. */
final class StoreProcessesIT {
  private static final int MANY = 100_000;

  @TempDir private Path directory;

  @Test
  void afterAKillEveryAnnouncedCidIsWholeAndTheRestIsCleanedUp() throws Exception {
    List<Cid> announced = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      announced.addAll(writeUntilKilled(round * MANY, 3 + 5 * round));
    }

    try (ContentStore store = store()) {
      for (Cid cid : announced) {
        assertThat(store.has(cid)).isTrue();
        assertThat(store.read(cid, 2 << 20)).hasSize((1 << 20) + 50_000);
      }
      assertThat(directory.resolve("corrupt")).isEmptyDirectory();
      try (Stream<Path> staging = Files.walk(directory.resolve("staging"))) {
        // The gate, and the folder and lock of the store that is open now.
        assertThat(staging).hasSize(4);
      }
      verifyEveryFile();
    }
  }

  @Test
  void processesThatWriteAndDeleteAtTheSameTimeLoseNothing() throws Exception {
    Process deleting = ChildWriter.start(directory, 5_000, 15, "delete");
    Process keeping = ChildWriter.start(directory, 0, 15, "keep");
    Process keepingToo = ChildWriter.start(directory, 10, 15, "keep");
    List<Cid> announced = new ArrayList<>();
    for (Process process : List.of(keeping, keepingToo, deleting)) {
      try (BufferedReader out = process.inputReader()) {
        out.lines().map(Cid::parse).forEach(announced::add);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    assertThat(announced).hasSize(30);
    try (ContentStore store = store()) {
      for (Cid cid : announced) {
        assertThat(store.read(cid, 2 << 20)).hasSize((1 << 20) + 50_000);
      }
      // The shared block, and for each of 25 files a node and its own block.
      assertThat(store.statistics().blocks()).isEqualTo(1 + 25 * 2);
    }
  }

  private List<Cid> writeUntilKilled(int first, int lines) throws Exception {
    List<Cid> announced = new ArrayList<>();
    Process process = ChildWriter.start(directory, first, MANY, "keep");
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && announced.size() < lines) {
        announced.add(Cid.parse(line));
        line = out.readLine();
      }
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(announced).hasSize(lines);
    return announced;
  }

  /** Also what was never announced is whole, or it would be taken for good by a later writer. */
  private void verifyEveryFile() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("blocks"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Cid cid = Cid.ofBlock(Cid.CODEC_RAW, Files.readAllBytes(file));
        assertThat(BlockStore.key(cid)).isEqualTo(String.valueOf(file.getFileName()));
      }
    }
  }

  private ContentStore store() throws IOException {
    return ContentStore.open(ContentSettings.of(directory, List.of()));
  }
}

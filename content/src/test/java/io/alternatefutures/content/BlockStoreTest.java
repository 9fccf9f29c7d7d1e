package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockStoreTest {
  private static final byte[] BLOCK = "a block".getBytes(StandardCharsets.UTF_8);
  private static final Cid CID = Cid.ofBlock(Cid.CODEC_RAW, BLOCK);

  @TempDir private Path directory;
  private BlockStore store;

  @BeforeEach
  void open() throws IOException {
    store = BlockStore.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    store.put(CID, BLOCK);

    assertThat(store.has(CID)).isTrue();
    assertThat(store.get(CID)).isEqualTo(BLOCK);
  }

  @Test
  void keepsBlocksAcrossOpenings() throws IOException {
    store.put(CID, BLOCK);
    store.close();

    store = BlockStore.open(directory);

    assertThat(store.get(CID)).isEqualTo(BLOCK);
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(1, BLOCK.length));
  }

  @Test
  void saysThatABlockIsNotThere() {
    assertThat(store.has(CID)).isFalse();
    assertFails(() -> store.get(CID), ContentCode.CONTENT_UNAVAILABLE)
        .withMessage("block " + CID + " is not in the store");
  }

  @Test
  void refusesABlockThatIsNotWhatItsCidNames() {
    byte[] other = "another".getBytes(StandardCharsets.UTF_8);

    assertFails(() -> store.put(CID, other), ContentCode.CONTENT_INVALID)
        .withMessage("block of 7 bytes does not hash to " + CID);
    assertThat(store.has(CID)).isFalse();
  }

  @Test
  void refusesABlockOverTheLimit() {
    byte[] large = new byte[Limits.MAX_BLOCK_BYTES + 1];
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, large);

    assertFails(() -> store.put(cid, large), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("block " + cid + " has 2097153 bytes; at most 2097152");
  }

  @Test
  void keepsOneFileForAllCidsOfOneHash() throws IOException {
    Cid asNode = Cid.ofDigest(Cid.CODEC_DAG_PB, CID.digest());

    store.put(CID, BLOCK);
    store.put(asNode, BLOCK);

    assertThat(store.get(asNode)).isEqualTo(BLOCK);
    assertThat(store.statistics().blocks()).isEqualTo(1);
  }

  @Test
  void needsNoFileForAnIdentityCid() throws IOException {
    Cid identity = Cid.of(new byte[] {1, 0x55, 0, 2, 'h', 'i'});

    assertThat(store.has(identity)).isTrue();
    assertThat(store.get(identity)).asString(StandardCharsets.UTF_8).isEqualTo("hi");
    store.put(identity, new byte[] {'h', 'i'});
    assertThat(store.statistics().blocks()).isZero();
  }

  @Test
  void noticesAFlippedByteAndSetsTheBlockAside() throws IOException {
    store.put(CID, BLOCK);
    StoredFiles.flipByte(directory, CID);

    assertThatExceptionOfType(CorruptBlockException.class)
        .isThrownBy(() -> store.get(CID))
        .satisfies(e -> assertThat(e.cid()).isEqualTo(CID))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ContentCode.CONTENT_CORRUPT));
    assertThat(store.has(CID)).isFalse();
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(0, 0));
    assertThatExceptionOfType(CorruptBlockException.class).isThrownBy(() -> store.get(CID));
  }

  @Test
  void noticesAFileCutShortOrGrown() throws IOException {
    store.put(CID, BLOCK);
    Files.write(StoredFiles.of(directory, CID), new byte[0]);
    assertThatExceptionOfType(CorruptBlockException.class).isThrownBy(() -> store.get(CID));

    store.put(CID, BLOCK);
    Files.write(StoredFiles.of(directory, CID), new byte[3 * Limits.MAX_BLOCK_BYTES]);
    assertThatExceptionOfType(CorruptBlockException.class).isThrownBy(() -> store.get(CID));
  }

  @Test
  void replacesACorruptBlockByAGoodOne() throws IOException {
    store.put(CID, BLOCK);
    StoredFiles.flipByte(directory, CID);
    assertThatExceptionOfType(CorruptBlockException.class).isThrownBy(() -> store.get(CID));

    store.put(CID, BLOCK);

    assertThat(store.get(CID)).isEqualTo(BLOCK);
    assertThat(directory.resolve("corrupt")).isEmptyDirectory();
  }

  @Test
  void replacesACorruptBlockThatNobodyHasReadYet() throws IOException {
    store.put(CID, BLOCK);
    StoredFiles.flipByte(directory, CID);

    store.put(CID, BLOCK);

    assertThat(store.get(CID)).isEqualTo(BLOCK);
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(1, BLOCK.length));
  }

  @Test
  void leavesNothingInTheStagingArea() throws IOException {
    store.put(CID, BLOCK);
    store.put(CID, BLOCK);
    store.close();

    try (Stream<Path> left = Files.list(directory.resolve("staging"))) {
      assertThat(left).extracting(Path::getFileName).map(Path::toString).containsExactly("gate");
    }
  }

  @Test
  void removesWhatADeadWriterLeftAndKeepsWhatALivingOneWrites() throws IOException {
    Path staging = directory.resolve("staging");
    Files.createDirectory(staging.resolve("dead"));
    Files.writeString(staging.resolve("dead/0"), "half a blo");
    Files.createFile(staging.resolve("dead.lock"));

    try (BlockStore second = BlockStore.open(directory)) {
      assertThat(staging.resolve("dead")).doesNotExist();
      assertThat(staging.resolve("dead.lock")).doesNotExist();
      store.put(CID, BLOCK);
      assertThat(second.get(CID)).isEqualTo(BLOCK);
    }
  }

  @Test
  void deletesABlockUnlessABatchUsesIt() throws IOException {
    String key = BlockStore.key(CID);
    try (BlockBatch batch = store.batch()) {
      batch.put(CID, BLOCK);
      assertThat(store.delete(key)).isFalse();
      batch.commit();
    }

    assertThat(store.delete(key)).isTrue();
    assertThat(store.delete(key)).isFalse();
    assertThat(store.has(CID)).isFalse();
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(0, 0));
  }

  @Test
  void countsBlocksOnceHoweverOftenTheyAreWritten() throws IOException {
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(0, 0));
    store.put(CID, BLOCK);
    store.put(CID, BLOCK);

    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(1, BLOCK.length));
  }

  @Test
  void servesManyThreadsThatWriteAndReadTheSameBlocks() throws Exception {
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      blocks.add(TestContent.bytes(1_000 + i));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        running.add(threads.submit(() -> writeAndRead(blocks)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertThat(store.statistics().blocks()).isEqualTo(40);
  }

  private Void writeAndRead(List<byte[]> blocks) throws IOException {
    for (byte[] block : blocks) {
      Cid cid = Cid.ofBlock(Cid.CODEC_RAW, block);
      store.put(cid, block);
      assertThat(store.get(cid)).isEqualTo(block);
    }
    return null;
  }

  @Test
  void saysThatTheDiskIsFull() {
    assertFails(
            () ->
                StorageFaults.explain(
                    "write block x",
                    () -> {
                      try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
                        full.write(1);
                        return 1;
                      }
                    }),
            ContentCode.CONTENT_STORAGE_FULL)
        .withMessage("cannot write block x: the disk is full or the quota is used up");
  }
}

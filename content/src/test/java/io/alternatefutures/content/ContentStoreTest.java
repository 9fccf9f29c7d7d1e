package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentStoreTest {
  private static final int MIB = 1 << 20;
  private static final byte[] SMALL = "export default {}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(ContentSettings.of(directory, List.of()));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void keepsAFileAcrossOpenings() throws IOException {
    byte[] content = TestContent.bytes(2 * MIB + 17);
    Cid cid = store.addFile(content);
    store.close();

    open();

    assertThat(store.has(cid)).isTrue();
    assertThat(store.read(cid, 3 * MIB)).isEqualTo(content);
    assertThat(store.size(cid)).isEqualTo(content.length);
    try (InputStream in = store.openStream(cid, 3 * MIB)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void takesInAnArchiveAndTellsItsRoot() throws IOException {
    byte[] content = TestContent.bytes(3 * MIB);
    Archive archive = Archive.of(content);

    Cid root = store.importCar(archive.stream(), 4 * MIB);

    assertThat(root).isEqualTo(archive.root());
    assertThat(store.read(root, 3 * MIB)).isEqualTo(content);
  }

  @Test
  void refusesAnArchiveThatLacksABlock() throws IOException {
    Archive archive = Archive.of(TestContent.bytes(3 * MIB));
    Cid lost = archive.blocks().keySet().iterator().next();
    archive.blocks().remove(lost);

    assertFails(() -> store.importCar(archive.stream(), 4 * MIB), ContentCode.CONTENT_INVALID)
        .withMessage(
            "content is incomplete: block " + lost + " under " + archive.root() + " is missing");
    assertThat(store.statistics().blocks()).isZero();
  }

  @Test
  void acceptsAnArchiveWhoseMissingBlocksAreHere() throws IOException {
    byte[] content = TestContent.bytes(3 * MIB);
    store.addFile(Arrays.copyOf(content, MIB));
    Archive archive = Archive.of(content);
    archive.blocks().remove(archive.blocks().keySet().iterator().next());

    Cid root = store.importCar(archive.stream(), 4 * MIB);

    assertThat(store.read(root, 3 * MIB)).isEqualTo(content);
  }

  @Test
  void refusesAnArchiveWithABlockThatDoesNotHashToItsCidAndKeepsNothingOfIt() throws IOException {
    byte[] car = Archive.of(TestContent.bytes(3 * MIB)).bytes();
    car[car.length / 2] ^= 1;

    assertFails(
            () -> store.importCar(new ByteArrayInputStream(car), 4 * MIB),
            ContentCode.CONTENT_INVALID)
        .withMessageContaining("does not hash to its CID");
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(0, 0));
  }

  @Test
  void refusesAnArchiveOverTheLimitAndKeepsNothingOfIt() throws IOException {
    Archive archive = Archive.of(TestContent.bytes(3 * MIB));

    assertFails(() -> store.importCar(archive.stream(), 2 * MIB), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("CAR has more than 2097152 bytes");
    assertThat(store.statistics().blocks()).isZero();
  }

  @Test
  void keepsNoBlockThatIsNotUnderTheRoot() throws IOException {
    Archive archive = Archive.of(SMALL);
    byte[] stray = TestContent.bytes(100);
    Cid strayCid = Cid.ofBlock(Cid.CODEC_RAW, stray);
    archive.blocks().put(strayCid, stray);

    Cid root = store.importCar(archive.stream(), MIB);

    assertThat(store.has(root)).isTrue();
    assertThat(store.has(strayCid)).isFalse();
    assertThat(store.statistics().blocks()).isEqualTo(1);
  }

  @Test
  void refusesAnArchiveWithoutExactlyOneRoot() throws IOException {
    ByteArrayOutputStream none = new ByteArrayOutputStream();
    byte[] header = new CarHeader(1, List.of()).encode();
    Varints.write(none, header.length);
    none.write(header);

    assertFails(
            () -> store.importCar(new ByteArrayInputStream(none.toByteArray()), MIB),
            ContentCode.CONTENT_INVALID)
        .withMessage("CAR names 0 roots; expected one");
  }

  @Test
  void refusesAFileOverTheLimitAndKeepsNothingOfIt() throws IOException {
    InputStream large = new ByteArrayInputStream(TestContent.bytes(3 * MIB));

    assertFails(() -> store.addFile(large, 2 * MIB), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("file has more than 2097152 bytes");
    assertThat(store.statistics().blocks()).isZero();
  }

  @Test
  void deletesWhatNoOtherRootNeeds() throws IOException {
    byte[] content = TestContent.bytes(3 * MIB);
    Cid whole = store.addFile(content);
    Cid firstChunk = store.addFile(Arrays.copyOf(content, MIB));

    assertThat(store.delete(whole)).isTrue();

    assertThat(store.has(whole)).isFalse();
    assertThat(store.read(firstChunk, MIB)).isEqualTo(Arrays.copyOf(content, MIB));
    assertThat(store.statistics().blocks()).isEqualTo(1);
    assertThat(store.delete(whole)).isFalse();
    assertThat(store.delete(firstChunk)).isTrue();
    assertThat(store.statistics()).isEqualTo(new BlockStore.Statistics(0, 0));
  }

  @Test
  void leavesAPinnedDirectoryWholeWhenAFileOfItIsDeleted() throws IOException {
    MemoryBlocks memory = new MemoryBlocks();
    UnixFsWriter writer = new UnixFsWriter(memory);
    UnixFsLink file = writer.addFile(SMALL);
    Cid tree = writer.addDirectory(Map.of("worker.js", file)).cid();
    store.importCar(new Archive(tree, memory.blocks).stream(), MIB);
    store.addFile(SMALL);

    store.delete(file.cid());

    UnixFsEntry entry = store.resolve(tree, "worker.js").orElseThrow();
    assertThat(store.read(entry.cid(), 100)).isEqualTo(SMALL);
  }

  @Test
  void tellsThatABlockIsCorruptForAsLongAsNobodyReplacesIt() throws IOException {
    Cid cid = store.addFile(SMALL);
    StoredFiles.flipByte(directory, cid);

    assertFails(() -> store.read(cid, 100), ContentCode.CONTENT_CORRUPT)
        .withMessage(
            "block "
                + cid
                + " on disk does not hash to its CID and was set aside; not repaired: block "
                + cid
                + " is not in the store and no gateway is configured");
    assertFails(() -> store.read(cid, 100), ContentCode.CONTENT_CORRUPT)
        .withMessage("block " + cid + " on disk was set aside because it is corrupt");
    assertThat(store.has(cid)).isFalse();

    store.addFile(SMALL);

    assertThat(store.read(cid, 100)).isEqualTo(SMALL);
  }

  @Test
  void tellsThatContentIsNotThere() {
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, SMALL);

    assertFails(() -> store.read(cid, 100), ContentCode.CONTENT_UNAVAILABLE);
    assertFails(() -> store.ensure(cid), ContentCode.CONTENT_UNAVAILABLE);
  }

  @Test
  void refusesContentItCannotFollow() {
    Cid cbor = Cid.ofDigest(0x71, new byte[32]);

    assertFails(() -> store.has(cbor), ContentCode.CONTENT_INVALID)
        .withMessage(cbor + " has codec 0x71; expected raw (0x55) or dag-pb (0x70)");
  }

  @Test
  void importsAndDeletionsAtTheSameTimeLoseNothing() throws Exception {
    byte[] shared = TestContent.bytes(MIB);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        running.add(threads.submit(() -> addAndDelete(shared, number)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  /** All files share their first block, which every deletion would like to remove. */
  private Void addAndDelete(byte[] shared, int number) throws IOException {
    for (int round = 0; round < 10; round++) {
      byte[] content = Arrays.copyOf(shared, MIB + 10 + number);
      content[MIB] = (byte) (number + 1);
      Cid cid = store.addFile(content);
      assertThat(store.read(cid, 2 * MIB)).isEqualTo(content);
      store.delete(cid);
    }
    return null;
  }

  /** An archive that can be tampered with before it is written. */
  private record Archive(Cid root, Map<Cid, byte[]> blocks) {
    static Archive of(byte[] content) throws IOException {
      MemoryBlocks memory = new MemoryBlocks();
      Cid root = new UnixFsWriter(memory).addFile(content).cid();
      return new Archive(root, memory.blocks);
    }

    byte[] bytes() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (CarWriter car = CarWriter.to(out, root)) {
        for (Map.Entry<Cid, byte[]> entry : blocks.entrySet()) {
          car.put(entry.getKey(), entry.getValue());
        }
      }
      return out.toByteArray();
    }

    InputStream stream() throws IOException {
      return new ByteArrayInputStream(bytes());
    }
  }
}

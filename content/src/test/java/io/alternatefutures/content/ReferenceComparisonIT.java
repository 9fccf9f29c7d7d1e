package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes get the same CIDs here and from the implementations that others use. */
final class ReferenceComparisonIT {
  private static final int MIB = 1 << 20;

  @TempDir private Path directory;

  @BeforeAll
  static void installReferenceTools() throws Exception {
    ReferenceTools.install();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 50 * MIB, 50 * MIB + 12_345})
  void aFileGetsTheCidOfIpfsCarAndOfTheImporter(int size) throws Exception {
    Path file = directory.resolve("file.bin");
    Files.write(file, TestContent.bytes(size));
    Path car = directory.resolve("reference.car");
    String fromIpfsCar =
        ReferenceTools.ipfsCar("pack", file.toString(), "--no-wrap", "--output", car.toString());

    String ours = cidOf(file);

    assertThat(ours).isEqualTo(fromIpfsCar).isEqualTo(ReferenceTools.cid("file", file.toString()));
    try (ContentStore store = store();
        InputStream in = Files.newInputStream(car)) {
      Cid root = store.importCar(in, 100L * MIB);
      assertThat(root).hasToString(ours);
      assertThat(store.read(root, 100L * MIB)).isEqualTo(TestContent.bytes(size));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0", "1", "1023", "1024", "1025", "4096", "4097", "16384", "16385", "65536", "65537", "102400"
  })
  void aTreeOfSeveralLevelsHasTheShapeOfTheReference(int size) throws Exception {
    Path file = directory.resolve("file.bin");
    Files.write(file, TestContent.bytes(size));
    UnixFsProfile tiny = new UnixFsProfile(1_024, 4, 256 << 10);

    String ours =
        new UnixFsWriter(BlockSink.discarding(), tiny)
            .addFile(TestContent.bytes(size))
            .cid()
            .toString();

    assertThat(ours).isEqualTo(ReferenceTools.cid("tiny", file.toString(), "1024", "4"));
  }

  @Test
  void aDirectoryTreeGetsTheCidOfIpfsCar() throws Exception {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("assets/img"));
    Files.writeString(tree.resolve("index.html"), "<h1>hello</h1>");
    Files.writeString(tree.resolve("ünïcode ☃.txt"), "snow");
    Files.writeString(tree.resolve("assets/a.js"), "1");
    Files.writeString(tree.resolve("assets/Z.js"), "2");
    Files.writeString(tree.resolve(".hidden"), "not part of it");
    Files.write(tree.resolve("assets/img/big.bin"), TestContent.bytes(3 * MIB + 5));
    Path car = directory.resolve("reference.car");
    String reference = ReferenceTools.ipfsCar("pack", tree.toString(), "--output", car.toString());

    UnixFsLink ours = new UnixFsWriter(BlockSink.discarding()).addTree(tree);

    assertThat(ours.cid()).hasToString(reference);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 5_000, 20_000})
  void aDirectoryOfManyFilesGetsTheCidOfTheImporter(int entries) throws Exception {
    List<String> names = IntStream.range(0, entries).mapToObj(i -> "file-" + i + "-ä.txt").toList();

    Cid ours = directoryOf(names, BlockSink.discarding());

    assertThat(ours).hasToString(reference(names));
  }

  @Test
  void aShardedDirectoryGetsTheCidOfIpfsCarToo() throws Exception {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree);
    List<String> names = IntStream.range(0, 5_000).mapToObj(i -> "file-" + i + ".txt").toList();
    for (String name : names) {
      Files.writeString(tree.resolve(name), name);
    }
    Path car = directory.resolve("reference.car");
    String reference = ReferenceTools.ipfsCar("pack", tree.toString(), "--output", car.toString());

    try (ContentStore store = store();
        InputStream in = Files.newInputStream(car)) {
      Cid root = store.importCar(in, 100L * MIB);
      assertThat(root).hasToString(reference).isEqualTo(store.addTree(tree));
      assertThat(store.list(root)).hasSize(5_000);
      UnixFsEntry entry = store.resolve(root, "file-4321.txt").orElseThrow();
      assertThat(store.read(entry.cid(), 100)).asString().isEqualTo("file-4321.txt");
      assertThat(store.resolve(root, "file-5000.txt")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theDirectoryAtTheThresholdIsPlainAndTheOneAboveItIsSharded(int above) throws Exception {
    List<String> names = DirectorySizes.namesForNodeOf((256 << 10) + above);
    MemoryBlocks blocks = new MemoryBlocks();

    Cid ours = directoryOf(names, blocks);

    assertThat(ours).hasToString(reference(names));
    assertThat(blocks.blocks.get(ours))
        .satisfies(block -> {
          if (above == 0) {
            assertThat(block).hasSize(256 << 10);
          } else {
            assertThat(block).hasSizeLessThan(64 << 10);
          }
        });
  }

  @Test
  void ipfsCarUnpacksWhatWasPackedHere() throws Exception {
    byte[] content = TestContent.bytes(5 * MIB + 77);
    Path car = directory.resolve("ours.car");
    try (CarWriter writer = CarWriter.create(car)) {
      UnixFsWriter files = new UnixFsWriter(writer);
      Map<String, UnixFsLink> entries = new LinkedHashMap<>();
      entries.put("data.bin", files.addFile(new ByteArrayInputStream(content)));
      entries.put("empty", files.addFile(new byte[0]));
      writer.finish(files.addDirectory(entries).cid());
    }
    Path unpacked = directory.resolve("unpacked");

    ReferenceTools.ipfsCar("unpack", car.toString(), "--output", unpacked.toString());

    assertThat(unpacked.resolve("data.bin")).hasBinaryContent(content);
    assertThat(unpacked.resolve("empty")).isEmptyFile();
  }

  private ContentStore store() throws IOException {
    return ContentStore.open(ContentSettings.of(directory.resolve("store"), List.of()));
  }

  private static String cidOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new UnixFsWriter(BlockSink.discarding()).addFile(in).cid().toString();
    }
  }

  private static Cid directoryOf(List<String> names, BlockSink sink) throws IOException {
    UnixFsWriter writer = new UnixFsWriter(sink);
    Map<String, UnixFsLink> entries = new LinkedHashMap<>();
    for (String name : names) {
      entries.put(name, writer.addFile(name.getBytes(StandardCharsets.UTF_8)));
    }
    return writer.addDirectory(entries).cid();
  }

  private String reference(List<String> names) throws Exception {
    Path list = directory.resolve("names.txt");
    Files.write(list, names);
    return ReferenceTools.cid("names", list.toString());
  }
}

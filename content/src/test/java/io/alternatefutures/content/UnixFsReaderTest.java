package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UnixFsReaderTest {
  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.UTF_8);

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final UnixFsWriter writer = new UnixFsWriter(blocks);
  private final UnixFsReader reader = new UnixFsReader(blocks);

  @Test
  void readsAnOldFileWithDataBeforeLinksAndAVersion0Cid() throws IOException {
    // Field order "data, links": type file, data "hello world", file size 11.
    byte[] block = HexFormat.of().parseHex("0a110802120b68656c6c6f20776f726c64180b");
    Cid cid = RandomDags.version0(block);
    blocks.put(cid, block);

    // A test vector of IPIP-499 for the profile of 2015.
    assertThat(cid).hasToString("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");
    assertThat(reader.read(cid, 100)).isEqualTo(HELLO);
  }

  @Test
  void acceptsPackedBlockSizesAndFieldsThatItDoesNotKnow() throws IOException {
    UnixFsLink leaf = writer.addFile(HELLO);
    byte[] data =
        new ProtobufWriter(32)
            .varint(1, 2)
            .varint(3, 22)
            .bytes(4, new byte[] {11, 11})
            .varint(7, 0644)
            .bytes(8, new byte[] {8, 1})
            .toBytes();
    DagPbLink link = new DagPbLink(leaf.cid(), "", 11);
    Cid cid = put(new DagPbNode(List.of(link, link), data));

    assertThat(reader.read(cid, 100)).asString().isEqualTo("hello worldhello world");
  }

  @Test
  void findsNamesInNestedDirectories() throws IOException {
    UnixFsLink file = writer.addFile(HELLO);
    UnixFsLink inner = writer.addDirectory(Map.of("b.txt", file));
    Cid root = writer.addDirectory(Map.of("a", inner)).cid();

    assertThat(reader.resolve(root, "/a//b.txt/"))
        .contains(new UnixFsEntry("b.txt", file.cid(), UnixFsEntry.Type.FILE));
    assertThat(reader.resolve(root, ""))
        .contains(new UnixFsEntry("", root, UnixFsEntry.Type.DIRECTORY));
    assertThat(reader.resolve(root, "a/c")).isEmpty();
    assertThat(reader.resolve(root, "..")).isEmpty();
    assertFails(() -> reader.resolve(root, "a/b.txt/c"), ContentCode.CONTENT_WRONG_TYPE)
        .withMessage(file.cid() + " is a file; expected a directory");
  }

  @Test
  void takesTheFirstOfTwoEntriesWithOneName() throws IOException {
    UnixFsLink first = writer.addFile(new byte[] {1});
    UnixFsLink second = writer.addFile(new byte[] {2});
    List<DagPbLink> links =
        List.of(new DagPbLink(first.cid(), "x", 1), new DagPbLink(second.cid(), "x", 1));
    Cid root = put(new DagPbNode(links, UnixFsData.directory().encode()));

    assertThat(reader.resolve(root, "x").map(UnixFsEntry::cid)).contains(first.cid());
    assertThat(reader.list(root)).hasSize(1);
  }

  @Test
  void findsNamesInAShardedDirectoryOfSeveralLevels() throws IOException {
    Map<String, UnixFsLink> entries =
        IntStream.range(0, 6_000)
            .boxed()
            .collect(
                Collectors.toMap(i -> "entry " + i, i -> new UnixFsLink(cidOf("entry " + i), 7)));
    for (String name : entries.keySet()) {
      writer.addFile(name.getBytes(StandardCharsets.UTF_8));
    }

    Cid root = writer.addDirectory(entries).cid();

    assertThat(reader.type(root)).isEqualTo(UnixFsEntry.Type.DIRECTORY);
    assertThat(blocks.blocks.keySet()).filteredOn(Cid::isDagPb).hasSizeGreaterThan(200);
    for (String name : entries.keySet()) {
      assertThat(reader.resolve(root, name).map(UnixFsEntry::cid)).contains(cidOf(name));
    }
    assertThat(reader.resolve(root, "entry 6000")).isEmpty();
    assertThat(reader.list(root)).hasSize(6_000);
  }

  @Test
  void saysWhenACidNamesNoFile() throws IOException {
    Cid directory = writer.addDirectory(Map.of()).cid();
    Cid symlink = writer.addSymlink("x").cid();
    Cid cbor = Cid.ofDigest(0x71, new byte[32]);

    assertFails(() -> reader.read(directory, 10), ContentCode.CONTENT_WRONG_TYPE)
        .withMessage(directory + " is a directory; expected a file");
    assertFails(() -> reader.read(symlink, 10), ContentCode.CONTENT_WRONG_TYPE)
        .withMessage(symlink + " is a symbolic link; expected a file");
    assertFails(() -> reader.read(cbor, 10), ContentCode.CONTENT_INVALID)
        .withMessage(cbor + " has codec 0x71; expected raw (0x55) or dag-pb (0x70)");
  }

  @Test
  void refusesAFileOverTheLimitBeforeReadingItsParts() throws IOException {
    Cid root = writer.addFile(TestContent.bytes(3 << 20)).cid();
    blocks.blocks.keySet().removeIf(cid -> !cid.equals(root));

    assertFails(() -> reader.read(root, 1_000), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("file " + root + " has 3145728 bytes; at most 1000");
    assertThat(reader.size(root)).isEqualTo(3 << 20);
  }

  @Test
  void refusesSizesThatDoNotAgree() throws IOException {
    UnixFsLink leaf = writer.addFile(HELLO);
    DagPbLink link = new DagPbLink(leaf.cid(), "", 11);
    Cid wrongPart = put(file(List.of(link), 12L, 12));
    Cid wrongTotal = put(file(List.of(link), 99L, 11));
    Cid wrongCount = put(file(List.of(link, link), 11L, 11));

    assertFails(() -> reader.read(wrongPart, 100), ContentCode.CONTENT_INVALID)
        .withMessage("part " + leaf.cid() + " has 11 bytes where its parent states 12");
    assertFails(() -> reader.read(wrongTotal, 100), ContentCode.CONTENT_INVALID)
        .withMessage("file node " + wrongTotal + " states 99 bytes; its parts have 11");
    assertFails(() -> reader.read(wrongCount, 100), ContentCode.CONTENT_INVALID)
        .withMessage("file node " + wrongCount + " has 2 links and 1 block sizes");
  }

  @Test
  void refusesSizesThatOverflow() throws IOException {
    DagPbLink link = new DagPbLink(writer.addFile(HELLO).cid(), "", 11);
    Cid cid = put(file(List.of(link, link), null, Long.MAX_VALUE, Long.MAX_VALUE));

    assertFails(() -> reader.read(cid, Long.MAX_VALUE), ContentCode.CONTENT_INVALID)
        .withMessage("file node " + cid + " states a size beyond 64 bits");
  }

  @Test
  void givesUpOnAFileThatIsAllDepth() throws IOException {
    Cid cid = writer.addFile(HELLO).cid();
    for (int i = 0; i <= Limits.MAX_DAG_DEPTH; i++) {
      cid = put(file(List.of(new DagPbLink(cid, "", 0)), null, 11));
    }
    Cid root = cid;

    assertFails(() -> reader.read(root, 100), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("file is more than 64 levels deep");
  }

  @Test
  void givesUpOnAFileThatIsAllNodesAndNoContent() throws IOException {
    Cid cid = writer.addFile(new byte[0]).cid();
    for (int level = 0; level < 3; level++) {
      DagPbLink link = new DagPbLink(cid, "", 0);
      DagPbLink[] links = new DagPbLink[100];
      Arrays.fill(links, link);
      cid = put(file(List.of(links), null, new long[100]));
    }
    Cid root = cid;

    assertFails(() -> reader.read(root, 100), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("file has more than 262144 nodes");
  }

  @Test
  void refusesShardsItCannotSearch() throws IOException {
    Cid wrongHash =
        put(
            new DagPbNode(
                List.of(),
                new UnixFsData(
                        UnixFsData.Type.HAMT_SHARD, new byte[0], null, new long[0], 0x1e, 256)
                    .encode()));
    Cid wrongFanout = put(new DagPbNode(List.of(), UnixFsData.shard(new byte[0], 7).encode()));

    assertFails(() -> reader.resolve(wrongHash, "a"), ContentCode.CONTENT_INVALID)
        .withMessage("shard " + wrongHash + " uses hash 0x1e; expected murmur3-x64-64 (0x22)");
    assertFails(() -> reader.list(wrongFanout), ContentCode.CONTENT_INVALID)
        .withMessage(
            "shard " + wrongFanout + " has fanout 7; expected a power of two from 8 to 1024");
  }

  @Test
  void readsOneBlockAtATime() throws IOException {
    byte[] content = TestContent.bytes((2 << 20) + 5);
    Cid root = writer.addFile(content).cid();

    try (InputStream in = reader.open(root, content.length)) {
      assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(content, 10));
      assertThat(in.available()).isEqualTo((1 << 20) - 10);
      blocks.blocks.clear();
      assertThat(in.readNBytes((1 << 20) - 10)).hasSize((1 << 20) - 10);
      assertFails(in::read, ContentCode.CONTENT_UNAVAILABLE);
    }
  }

  private Cid put(DagPbNode node) {
    byte[] block = node.encode();
    Cid cid = Cid.ofBlock(Cid.CODEC_DAG_PB, block);
    blocks.put(cid, block);
    return cid;
  }

  private static DagPbNode file(List<DagPbLink> links, @Nullable Long size, long... blockSizes) {
    UnixFsData data = new UnixFsData(UnixFsData.Type.FILE, new byte[0], size, blockSizes, 0, 0);
    return new DagPbNode(links, data.encode());
  }

  private static Cid cidOf(String content) {
    return Cid.ofBlock(Cid.CODEC_RAW, content.getBytes(StandardCharsets.UTF_8));
  }
}

package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class UnixFsPropertiesTest {
  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll @IntRange(max = 3_000) int size,
      @ForAll @IntRange(min = 1, max = 200) int chunk,
      @ForAll @IntRange(min = 2, max = 9) int width)
      throws IOException {
    byte[] content = TestContent.bytes(size);
    MemoryBlocks blocks = new MemoryBlocks();
    UnixFsProfile profile = new UnixFsProfile(chunk, width, 1_000);

    UnixFsLink link = new UnixFsWriter(blocks, profile).addFile(content);

    assertThat(new UnixFsReader(blocks).read(link.cid(), size)).isEqualTo(content);
    assertThat(new UnixFsReader(blocks).size(link.cid())).isEqualTo(size);
    assertThat(dagSize(blocks, link.cid())).isEqualTo(link.dagSize());
  }

  @Property(tries = 500)
  void filesOfAnyShapeAreRead(@ForAll @IntRange(max = 2_000) int size, @ForAll long seed)
      throws IOException {
    byte[] content = TestContent.bytes(size);
    MemoryBlocks blocks = new MemoryBlocks();

    Cid root = new RandomDags(blocks, seed).file(content);

    assertThat(new UnixFsReader(blocks).read(root, size)).isEqualTo(content);
    try (InputStream in = new UnixFsReader(blocks).open(root, size)) {
      assertThat(TestContent.trickling(in).readAllBytes()).isEqualTo(content);
    }
  }

  @Property(tries = 100)
  void everyNameOfADirectoryIsFoundAndNoOther(
      @ForAll @Size(max = 300) Set<@StringLength(min = 1, max = 12) String> names,
      @ForAll @IntRange(min = 100, max = 20_000) int threshold)
      throws IOException {
    MemoryBlocks blocks = new MemoryBlocks();
    UnixFsWriter writer = new UnixFsWriter(blocks, new UnixFsProfile(100, 10, threshold));
    Map<String, UnixFsLink> entries = new HashMap<>();
    for (String name : names) {
      String valid = validName(name);
      entries.put(valid, writer.addFile(valid.getBytes(StandardCharsets.UTF_8)));
    }

    Cid root = writer.addDirectory(entries).cid();

    UnixFsReader reader = new UnixFsReader(blocks);
    for (Map.Entry<String, UnixFsLink> entry : entries.entrySet()) {
      assertThat(reader.resolve(root, entry.getKey()).map(UnixFsEntry::cid))
          .contains(entry.getValue().cid());
    }
    assertThat(reader.list(root)).hasSize(entries.size());
    assertThat(reader.resolve(root, "a name that is longer than all")).isEmpty();
  }

  @Property(tries = 100)
  void anArchiveHoldsWhatWasPutIntoIt(
      @ForAll @IntRange(max = 3_000) int size, @ForAll @IntRange(min = 1, max = 200) int chunk)
      throws IOException {
    MemoryBlocks blocks = new MemoryBlocks();
    UnixFsProfile profile = new UnixFsProfile(chunk, 5, 1_000);
    Cid root = new UnixFsWriter(blocks, profile).addFile(TestContent.bytes(size)).cid();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = CarWriter.to(out, root)) {
      blocks.blocks.forEach((cid, block) -> putUnchecked(car, cid, block));
    }

    MemoryBlocks read = new MemoryBlocks();
    CarReader car = new CarReader(new ByteArrayInputStream(out.toByteArray()));
    for (Optional<CarBlock> next = car.next(); next.isPresent(); next = car.next()) {
      read.put(next.get().cid(), next.get().bytes());
    }

    assertThat(car.roots()).containsExactly(root);
    assertThat(read.blocks).containsExactlyEntriesOf(blocks.blocks);
  }

  private static void putUnchecked(CarWriter car, Cid cid, byte[] block) {
    try {
      car.put(cid, block);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Lone surrogates are not text that UTF-8 can carry, and a few names are not names. */
  private static String validName(String name) {
    String text = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return "n" + text.replace('/', '_');
  }

  private static long dagSize(MemoryBlocks blocks, Cid cid) throws IOException {
    byte[] block = blocks.get(cid);
    long size = block.length;
    for (Cid link : Dag.linksOf(cid, block)) {
      size += dagSize(blocks, link);
    }
    return size;
  }
}

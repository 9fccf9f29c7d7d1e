package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnixFsWriterTest {
  private static final int MIB = 1 << 20;

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final UnixFsWriter writer = new UnixFsWriter(blocks);

  @TempDir private Path directory;

  @Test
  void aSmallFileIsOneRawBlock() throws IOException {
    UnixFsLink link = writer.addFile("hello world".getBytes(StandardCharsets.UTF_8));

    // A test vector of IPIP-499.
    assertThat(link.cid())
        .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    assertThat(link.dagSize()).isEqualTo(11);
  }

  @Test
  void anEmptyFileIsAnEmptyRawBlock() throws IOException {
    assertThat(writer.addFile(new byte[0]).cid())
        .hasToString("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
  }

  @Test
  void anEmptyDirectoryHasItsWellKnownCid() throws IOException {
    // A test vector of the UnixFS specification.
    assertThat(writer.addDirectory(Map.of()).cid())
        .hasToString("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
  }

  @Test
  void aFileOfOneChunkHasNoNodeAboveItsLeaf() throws IOException {
    assertThat(writer.addFile(TestContent.bytes(MIB)).cid().isRaw()).isTrue();
    assertThat(writer.addFile(TestContent.bytes(MIB + 1)).cid().isDagPb()).isTrue();
    assertThat(blocks.blocks).hasSize(4);
  }

  @Test
  void theCidDoesNotDependOnHowTheBytesArrive() throws IOException {
    byte[] content = TestContent.bytes(MIB + 1_000);
    InputStream trickle = TestContent.trickling(new ByteArrayInputStream(content));

    assertThat(writer.addFile(trickle)).isEqualTo(writer.addFile(content));
  }

  @Test
  void theOrderOfEntriesDoesNotMatter() throws IOException {
    UnixFsLink file = writer.addFile(new byte[] {1});
    Map<String, UnixFsLink> forth = new java.util.LinkedHashMap<>();
    forth.put("b", file);
    forth.put("a", file);
    forth.put("é", file);

    assertThat(writer.addDirectory(forth).cid())
        .isEqualTo(writer.addDirectory(Map.of("é", file, "a", file, "b", file)).cid());
  }

  @Test
  void aTreeKeepsLinksAndEmptyDirectoriesAndLeavesOutHiddenEntries() throws IOException {
    Files.createDirectories(directory.resolve("empty"));
    Files.writeString(directory.resolve("file"), "x");
    Files.writeString(directory.resolve(".hidden"), "x");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));

    Cid root = writer.addTree(directory).cid();

    UnixFsReader reader = new UnixFsReader(blocks);
    assertThat(reader.list(root))
        .extracting(UnixFsReader.UnixFsLinkEntry::name)
        .containsExactly("empty", "file", "link");
    assertThat(reader.resolve(root, "link").orElseThrow().type())
        .isEqualTo(UnixFsEntry.Type.SYMLINK);
    assertThat(reader.resolve(root, "empty").orElseThrow().type())
        .isEqualTo(UnixFsEntry.Type.DIRECTORY);
  }

  @Test
  void refusesNamesThatWouldLeaveTheDirectory() throws IOException {
    UnixFsLink file = writer.addFile(new byte[] {1});

    assertFails(() -> writer.addDirectory(Map.of("a/b", file)), ContentCode.CONTENT_INVALID)
        .withMessage("\"a/b\" cannot be a name in a directory");
    assertFails(() -> writer.addDirectory(Map.of("..", file)), ContentCode.CONTENT_INVALID)
        .withMessage("\"..\" cannot be a name in a directory");
    assertFails(() -> writer.addDirectory(Map.of("", file)), ContentCode.CONTENT_INVALID)
        .withMessage("a name in a directory has 1 to 1024 bytes, not 0");
  }
}

package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns bytes and directories into UnixFS blocks by the profile {@code unixfs-v1-2025} (IPIP-499),
 * so that the same content has the same CID everywhere. Blocks go to the sink as they are made,
 * children before parents; a file of any length takes constant memory.
 *
 * <p>As safe for use by several threads as its sink is.
 */
public final class UnixFsWriter {
  private final BlockSink sink;
  private final UnixFsProfile profile;

  public UnixFsWriter(BlockSink sink) {
    this(sink, UnixFsProfile.V1_2025);
  }

  UnixFsWriter(BlockSink sink, UnixFsProfile profile) {
    this.sink = sink;
    this.profile = profile;
  }

  /** Writes a file of all bytes of {@code content}, which stays open. */
  public UnixFsLink addFile(InputStream content) throws IOException {
    return new UnixFsFileBuilder(sink, profile).build(content);
  }

  /** Writes a file of {@code content}. */
  public UnixFsLink addFile(byte[] content) throws IOException {
    return addFile(new ByteArrayInputStream(content));
  }

  /**
   * Writes a directory of things already written.
   *
   * @param entries by name; no name may be empty, {@code .} or {@code ..}, or contain a slash
   */
  public UnixFsLink addDirectory(Map<String, UnixFsLink> entries) throws IOException {
    return new UnixFsDirectoryBuilder(sink, profile).build(entries);
  }

  /** Writes a symbolic link, which is kept as it is and never followed. */
  public UnixFsLink addSymlink(String target) throws IOException {
    byte[] data = UnixFsData.symlink(target.getBytes(StandardCharsets.UTF_8)).encode();
    byte[] block = new DagPbNode(List.of(), data).encode();
    Cid cid = Cid.ofBlock(Cid.CODEC_DAG_PB, block);
    sink.put(cid, block);
    return new UnixFsLink(cid, block.length);
  }

  /**
   * Writes what is at {@code path}: a file, a symbolic link, or a directory with everything below.
   * Hidden entries (names starting with a dot) are left out, empty directories and links are kept.
   *
   * @throws ContentException when something below is none of the three
   */
  public UnixFsLink addTree(Path path) throws IOException {
    return addTree(path, 0);
  }

  private UnixFsLink addTree(Path path, int depth) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return addSymlink(Files.readSymbolicLink(path).toString());
    }
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream in = Files.newInputStream(path)) {
        return addFile(in);
      }
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new ContentException(
          ContentCode.CONTENT_WRONG_TYPE,
          path + " is neither a file nor a directory nor a symbolic link");
    }
    if (depth == Limits.MAX_DIRECTORY_DEPTH) {
      throw ContentException.tooLarge(
          path + " is nested more than " + Limits.MAX_DIRECTORY_DEPTH + " directories deep");
    }
    Map<String, UnixFsLink> entries = new LinkedHashMap<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      for (Path child : children) {
        String name = String.valueOf(child.getFileName());
        if (!name.startsWith(".")) {
          entries.put(name, addTree(child, depth + 1));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return addDirectory(entries);
  }
}

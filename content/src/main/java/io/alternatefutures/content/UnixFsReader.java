package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads UnixFS files and directories that any writer made under any profile: raw or dag-pb leaves,
 * data inside inner nodes, any width or layout, version 0 or 1 CIDs, plain and sharded directories.
 * Trusts its source to verify blocks.
 */
public final class UnixFsReader {
  private final BlockSource source;

  public UnixFsReader(BlockSource source) {
    this.source = source;
  }

  /**
   * Streams a file. Blocks are fetched from the source as they are needed, so that a read may fail
   * with a {@link ContentException} too.
   *
   * @param maxBytes largest file that is accepted
   * @throws ContentException {@code CONTENT_TOO_LARGE} when the file is larger, {@code
   *     CONTENT_WRONG_TYPE} when the CID names no file
   */
  public InputStream open(Cid file, long maxBytes) throws IOException {
    return new UnixFsFileStream(source, file, maxBytes);
  }

  /** A whole file; see {@link #open}. */
  public byte[] read(Cid file, long maxBytes) throws IOException {
    long bound = Math.min(maxBytes, Integer.MAX_VALUE - 8);
    try (UnixFsFileStream in = new UnixFsFileStream(source, file, bound)) {
      byte[] content = new byte[(int) in.size()];
      int count = in.readNBytes(content, 0, content.length);
      if (count != content.length || in.read() >= 0) {
        throw ContentException.invalid("file " + file + " does not have the size it states");
      }
      return content;
    }
  }

  /** Size of a file in bytes, as its root block states it. */
  public long size(Cid file) throws IOException {
    try (UnixFsFileStream in = new UnixFsFileStream(source, file, Long.MAX_VALUE)) {
      return in.size();
    }
  }

  /** What the CID names. */
  public UnixFsEntry.Type type(Cid cid) throws IOException {
    Dag.requireKnownCodec(cid);
    if (cid.isRaw()) {
      return UnixFsEntry.Type.FILE;
    }
    return switch (decode(cid, DagPbNode.decode(source.get(cid))).type()) {
      case RAW, FILE -> UnixFsEntry.Type.FILE;
      case DIRECTORY, HAMT_SHARD -> UnixFsEntry.Type.DIRECTORY;
      case SYMLINK -> UnixFsEntry.Type.SYMLINK;
      case METADATA -> throw ContentException.invalid(cid + " is a UnixFS metadata node");
    };
  }

  /**
   * Follows a path of names from a root. Empty segments are skipped; symbolic links are not
   * followed.
   *
   * @return empty when there is no such name
   * @throws ContentException {@code CONTENT_WRONG_TYPE} when the path goes on after a file
   */
  public Optional<UnixFsEntry> resolve(Cid root, String path) throws IOException {
    if (path.length() > Limits.MAX_PATH_LENGTH) {
      throw ContentException.tooLarge(
          "path has " + path.length() + " characters; at most " + Limits.MAX_PATH_LENGTH);
    }
    Cid at = root;
    String name = "";
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty()) {
        continue;
      }
      Optional<Cid> child = child(at, segment);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      at = child.get();
      name = segment;
    }
    return Optional.of(new UnixFsEntry(name, at, type(at)));
  }

  /** The child of a directory, plain or sharded. */
  private Optional<Cid> child(Cid directory, String name) throws IOException {
    DagPbNode node = directoryNode(directory);
    UnixFsData data = decode(directory, node);
    if (data.type() == UnixFsData.Type.HAMT_SHARD) {
      return new UnixFsShards(source).find(directory, node, data, name);
    }
    for (DagPbLink link : node.links()) {
      if (link.name().equals(name)) {
        return Optional.of(link.cid());
      }
    }
    return Optional.empty();
  }

  /**
   * The entries of a directory by name, in the order of its links; of a name that is there twice,
   * the first.
   *
   * @throws ContentException {@code CONTENT_WRONG_TYPE} when the CID names no directory
   */
  public List<UnixFsLinkEntry> list(Cid directory) throws IOException {
    DagPbNode node = directoryNode(directory);
    UnixFsData data = decode(directory, node);
    List<DagPbLink> links =
        data.type() == UnixFsData.Type.HAMT_SHARD
            ? new UnixFsShards(source).all(directory, node, data)
            : node.links();
    List<UnixFsLinkEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (DagPbLink link : links) {
      if (names.add(link.name())) {
        entries.add(new UnixFsLinkEntry(link.name(), link.cid()));
      }
    }
    return entries;
  }

  /**
   * A name in a directory and what it points to.
   *
   * @param name as written; may be anything, so never use it as a file name unchecked
   */
  public record UnixFsLinkEntry(String name, Cid cid) {}

  private DagPbNode directoryNode(Cid cid) throws IOException {
    Dag.requireKnownCodec(cid);
    if (cid.isRaw()) {
      throw wrongType(cid, "a file", "a directory");
    }
    DagPbNode node = DagPbNode.decode(source.get(cid));
    UnixFsData.Type type = decode(cid, node).type();
    if (type != UnixFsData.Type.DIRECTORY && type != UnixFsData.Type.HAMT_SHARD) {
      throw wrongType(cid, describe(type), "a directory");
    }
    return node;
  }

  static UnixFsData decode(Cid cid, DagPbNode node) throws ContentException {
    try {
      return UnixFsData.decode(node.data());
    } catch (ContentException e) {
      throw new ContentException(e.code(), "node " + cid + ": " + e.getMessage(), e);
    }
  }

  /** The data of a node that must be part of a file. */
  static UnixFsData fileData(Cid cid, DagPbNode node) throws ContentException {
    UnixFsData data = decode(cid, node);
    if (data.type() != UnixFsData.Type.FILE && data.type() != UnixFsData.Type.RAW) {
      throw wrongType(cid, describe(data.type()), "a file");
    }
    return data;
  }

  /** Content bytes under a file node; a stated file size must agree. */
  static long contentBytes(Cid cid, UnixFsData data) throws ContentException {
    long total = data.data().length;
    for (long size : data.blockSizes()) {
      total += size;
      if (total < 0) {
        throw ContentException.invalid("file node " + cid + " states a size beyond 64 bits");
      }
    }
    Long stated = data.fileSize();
    if (stated != null && stated != total) {
      throw ContentException.invalid(
          "file node " + cid + " states " + stated + " bytes; its parts have " + total);
    }
    return total;
  }

  private static String describe(UnixFsData.Type type) {
    return switch (type) {
      case RAW, FILE -> "a file";
      case DIRECTORY, HAMT_SHARD -> "a directory";
      case SYMLINK -> "a symbolic link";
      case METADATA -> "metadata";
    };
  }

  private static ContentException wrongType(Cid cid, String actual, String expected) {
    return new ContentException(
        ContentCode.CONTENT_WRONG_TYPE, cid + " is " + actual + "; expected " + expected);
  }
}

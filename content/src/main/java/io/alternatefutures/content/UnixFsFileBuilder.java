package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one file as a balanced tree while its bytes stream in. Holds one chunk and, per level of
 * the tree, the links of one unfinished node.
 */
final class UnixFsFileBuilder {
  private record Part(UnixFsLink link, long contentBytes) {}

  private final BlockSink sink;
  private final UnixFsProfile profile;
  private final List<List<Part>> levels = new ArrayList<>();

  UnixFsFileBuilder(BlockSink sink, UnixFsProfile profile) {
    this.sink = sink;
    this.profile = profile;
  }

  UnixFsLink build(InputStream content) throws IOException {
    byte[] chunk = content.readNBytes(profile.chunkBytes());
    addLeaf(chunk);
    while (chunk.length == profile.chunkBytes()) {
      chunk = content.readNBytes(profile.chunkBytes());
      if (chunk.length > 0) {
        addLeaf(chunk);
      }
    }
    return finish();
  }

  private void addLeaf(byte[] chunk) throws IOException {
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, chunk);
    sink.put(cid, chunk);
    add(0, new Part(new UnixFsLink(cid, chunk.length), chunk.length));
  }

  private void add(int level, Part part) throws IOException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Part> pending = levels.get(level);
    pending.add(part);
    if (pending.size() == profile.width()) {
      closeNode(level);
    }
  }

  private void closeNode(int level) throws IOException {
    List<Part> parts = levels.get(level);
    Part node = writeNode(parts);
    parts.clear();
    add(level + 1, node);
  }

  /** Closes unfinished nodes from the leaves up, so that all leaves stay at one depth. */
  private UnixFsLink finish() throws IOException {
    for (int level = 0; ; level++) {
      List<Part> pending = levels.get(level);
      boolean top = level == levels.size() - 1;
      if (top && pending.size() == 1) {
        return pending.getFirst().link();
      }
      if (!pending.isEmpty()) {
        closeNode(level);
      }
    }
  }

  private Part writeNode(List<Part> parts) throws IOException {
    List<DagPbLink> links = new ArrayList<>(parts.size());
    long[] sizes = new long[parts.size()];
    long dagSize = 0;
    long contentBytes = 0;
    for (Part part : parts) {
      sizes[links.size()] = part.contentBytes();
      links.add(new DagPbLink(part.link().cid(), "", part.link().dagSize()));
      dagSize += part.link().dagSize();
      contentBytes += part.contentBytes();
    }
    byte[] block = new DagPbNode(links, UnixFsData.file(sizes).encode()).encode();
    Cid cid = Cid.ofBlock(Cid.CODEC_DAG_PB, block);
    sink.put(cid, block);
    return new Part(new UnixFsLink(cid, dagSize + block.length), contentBytes);
  }
}

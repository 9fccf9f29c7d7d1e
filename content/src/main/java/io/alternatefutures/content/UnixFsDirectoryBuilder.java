package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Builds one directory node, or a trie of shards when the node would be too long. */
final class UnixFsDirectoryBuilder {
  private static final int BITS_PER_SHARD = 8;

  private record Entry(String name, byte[] nameBytes, UnixFsLink link, long hash) {
    int slot(int depth) {
      return (int) (hash >>> (Long.SIZE - BITS_PER_SHARD * (depth + 1))) & 0xff;
    }
  }

  private final BlockSink sink;
  private final UnixFsProfile profile;

  UnixFsDirectoryBuilder(BlockSink sink, UnixFsProfile profile) {
    this.sink = sink;
    this.profile = profile;
  }

  UnixFsLink build(Map<String, UnixFsLink> children) throws IOException {
    if (children.size() > Limits.MAX_DIRECTORY_ENTRIES) {
      throw ContentException.tooLarge(
          "directory has " + children.size() + " entries; at most " + Limits.MAX_DIRECTORY_ENTRIES);
    }
    List<Entry> entries = new ArrayList<>(children.size());
    byte[] data = UnixFsData.directory().encode();
    long nodeSize = 2L + data.length;
    for (Map.Entry<String, UnixFsLink> child : children.entrySet()) {
      Entry entry = entry(child.getKey(), child.getValue());
      entries.add(entry);
      UnixFsLink link = entry.link();
      nodeSize += DagPbNode.encodedLinkSize(link.cid(), entry.nameBytes().length, link.dagSize());
    }
    if (nodeSize > profile.shardThresholdBytes()) {
      return writeShard(entries, 0);
    }
    entries.sort((a, b) -> Arrays.compareUnsigned(a.nameBytes(), b.nameBytes()));
    List<DagPbLink> links = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      links.add(new DagPbLink(entry.link().cid(), entry.name(), entry.link().dagSize()));
    }
    return write(links, data);
  }

  private static Entry entry(String name, UnixFsLink link) throws ContentException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > Limits.MAX_NAME_BYTES) {
      throw ContentException.invalid(
          "a name in a directory has 1 to "
              + Limits.MAX_NAME_BYTES
              + " bytes, not "
              + bytes.length);
    }
    if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw ContentException.invalid("\"" + name + "\" cannot be a name in a directory");
    }
    return new Entry(name, bytes, link, Murmur3.hash64(bytes));
  }

  private UnixFsLink writeShard(List<Entry> entries, int depth) throws IOException {
    if (depth == Long.BYTES) {
      throw ContentException.invalid(
          "names \""
              + entries.get(0).name()
              + "\" and \""
              + entries.get(1).name()
              + "\" have the same hash; one sharded directory cannot hold both");
    }
    List<List<Entry>> slots = new ArrayList<>();
    for (int i = 0; i < UnixFsProfile.SHARD_FANOUT; i++) {
      slots.add(new ArrayList<>());
    }
    for (Entry entry : entries) {
      slots.get(entry.slot(depth)).add(entry);
    }
    List<DagPbLink> links = new ArrayList<>();
    byte[] bitmap = new byte[UnixFsProfile.SHARD_FANOUT / 8];
    for (int slot = 0; slot < UnixFsProfile.SHARD_FANOUT; slot++) {
      List<Entry> here = slots.get(slot);
      if (here.isEmpty()) {
        continue;
      }
      bitmap[bitmap.length - 1 - slot / 8] |= (byte) (1 << (slot % 8));
      links.add(slotLink(slot, here, depth));
    }
    byte[] data = UnixFsData.shard(trim(bitmap), UnixFsProfile.SHARD_FANOUT).encode();
    return write(links, data);
  }

  private DagPbLink slotLink(int slot, List<Entry> here, int depth) throws IOException {
    String prefix = String.format("%02X", slot);
    if (here.size() == 1) {
      Entry only = here.getFirst();
      return new DagPbLink(only.link().cid(), prefix + only.name(), only.link().dagSize());
    }
    UnixFsLink shard = writeShard(here, depth + 1);
    return new DagPbLink(shard.cid(), prefix, shard.dagSize());
  }

  /** The bitmap is one big-endian number, without leading zero bytes. */
  private static byte[] trim(byte[] bitmap) {
    int start = 0;
    while (start < bitmap.length && bitmap[start] == 0) {
      start++;
    }
    return Arrays.copyOfRange(bitmap, start, bitmap.length);
  }

  private UnixFsLink write(List<DagPbLink> links, byte[] data) throws IOException {
    byte[] block = new DagPbNode(links, data).encode();
    Cid cid = Cid.ofBlock(Cid.CODEC_DAG_PB, block);
    sink.put(cid, block);
    long dagSize = block.length;
    for (DagPbLink link : links) {
      dagSize += link.dagSize();
    }
    return new UnixFsLink(cid, dagSize);
  }
}

package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks names up in sharded directories (UnixFS specification, "HAMTDirectory"). */
final class UnixFsShards {
  private static final int MAX_FANOUT = 1_024;

  private final BlockSource source;

  UnixFsShards(BlockSource source) {
    this.source = source;
  }

  Optional<Cid> find(Cid root, DagPbNode rootNode, UnixFsData rootData, String name)
      throws IOException {
    long hash = Murmur3.hash64(name.getBytes(StandardCharsets.UTF_8));
    Cid at = root;
    DagPbNode node = rootNode;
    int bits = bits(root, rootData);
    int prefixLength = prefixLength(rootData.fanout());
    int used = 0;
    while (used + bits <= Long.SIZE) {
      int slot = (int) (hash << used >>> (Long.SIZE - bits));
      used += bits;
      String prefix = String.format(Locale.ROOT, "%0" + prefixLength + "X", slot);
      Cid deeper = null;
      for (DagPbLink link : node.links()) {
        if (link.name().length() == prefixLength) {
          deeper = link.name().equals(prefix) && deeper == null ? link.cid() : deeper;
        } else if (link.name().length() == prefixLength + name.length()
            && link.name().startsWith(prefix)
            && link.name().endsWith(name)) {
          return Optional.of(link.cid());
        }
      }
      if (deeper == null) {
        return Optional.empty();
      }
      at = deeper;
      node = shardNode(at, rootData.fanout());
    }
    throw ContentException.invalid("sharded directory " + root + " is deeper than its hash");
  }

  /** All entries, their prefixes taken off, in trie order. */
  List<DagPbLink> all(Cid root, DagPbNode node, UnixFsData data) throws IOException {
    bits(root, data);
    List<DagPbLink> entries = new ArrayList<>();
    collect(node, data.fanout(), 0, new int[1], entries);
    return entries;
  }

  private void collect(
      DagPbNode node, long fanout, int depth, int[] shards, List<DagPbLink> entries)
      throws IOException {
    if (depth == Limits.MAX_DAG_DEPTH || ++shards[0] > Limits.MAX_DIRECTORY_ENTRIES) {
      throw ContentException.tooLarge("sharded directory has too many shards");
    }
    int prefixLength = prefixLength(fanout);
    for (DagPbLink link : node.links()) {
      if (link.name().length() < prefixLength) {
        throw ContentException.invalid(
            "link \"" + link.name() + "\" of a shard is shorter than its prefix");
      }
      if (link.name().length() == prefixLength) {
        collect(shardNode(link.cid(), fanout), fanout, depth + 1, shards, entries);
        continue;
      }
      if (entries.size() == Limits.MAX_DIRECTORY_ENTRIES) {
        throw ContentException.tooLarge(
            "directory has more than " + Limits.MAX_DIRECTORY_ENTRIES + " entries");
      }
      entries.add(new DagPbLink(link.cid(), link.name().substring(prefixLength), link.dagSize()));
    }
  }

  private DagPbNode shardNode(Cid cid, long fanout) throws IOException {
    if (!cid.isDagPb()) {
      throw ContentException.invalid("shard " + cid + " is not a dag-pb node");
    }
    DagPbNode node = DagPbNode.decode(source.get(cid));
    UnixFsData data = UnixFsReader.decode(cid, node);
    bits(cid, data);
    if (data.fanout() != fanout) {
      throw ContentException.invalid(
          "shard " + cid + " has fanout " + data.fanout() + "; its parent has " + fanout);
    }
    return node;
  }

  /** Bits of the hash that one level uses. */
  private static int bits(Cid cid, UnixFsData data) throws ContentException {
    long fanout = data.fanout();
    boolean shard = data.type() == UnixFsData.Type.HAMT_SHARD;
    if (!shard || fanout < 8 || fanout > MAX_FANOUT || Long.bitCount(fanout) != 1) {
      throw ContentException.invalid(
          "shard "
              + cid
              + " has fanout "
              + fanout
              + "; expected a power of two from 8 to "
              + MAX_FANOUT);
    }
    if (data.hashType() != Murmur3.MULTICODEC) {
      throw ContentException.invalid(
          "shard "
              + cid
              + " uses hash 0x"
              + Long.toHexString(data.hashType())
              + "; expected murmur3-x64-64 (0x22)");
    }
    return Long.numberOfTrailingZeros(fanout);
  }

  private static int prefixLength(long fanout) {
    return Long.toHexString(fanout - 1).length();
  }
}

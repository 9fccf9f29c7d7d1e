package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Walks everything under a root in a store: raw leaves by presence, dag-pb nodes by their links.
 */
final class Dag {
  /** What a walk does about a block that is missing or corrupt. */
  @FunctionalInterface
  interface Absent {
    /** Returns whether the block is there now and its links should be followed. */
    boolean handle(Cid cid, ContentException reason) throws IOException;
  }

  private final BlockStore store;

  Dag(BlockStore store) {
    this.store = store;
  }

  /** Whether every block under the root is in the store. */
  boolean isComplete(Cid root) throws IOException {
    boolean[] complete = {true};
    walk(
        root,
        (cid, reason) -> {
          complete[0] = false;
          return false;
        },
        () -> complete[0]);
    return complete[0];
  }

  /**
   * Keys of all blocks under the root.
   *
   * @param absent asked about each block that cannot be had
   */
  Set<String> walk(Cid root, Absent absent) throws IOException {
    return walk(root, absent, () -> true);
  }

  private Set<String> walk(Cid root, Absent absent, BooleanSupplier goOn) throws IOException {
    Set<Cid> seen = new HashSet<>();
    Deque<Cid> open = new ArrayDeque<>();
    visit(root, seen, open);
    while (!open.isEmpty() && goOn.getAsBoolean()) {
      Cid cid = open.pop();
      List<Cid> links = links(cid, absent);
      for (int i = links.size() - 1; i >= 0; i--) {
        visit(links.get(i), seen, open);
      }
    }
    Set<String> keys = HashSet.newHashSet(seen.size());
    for (Cid cid : seen) {
      if (!cid.isIdentity()) {
        keys.add(BlockStore.key(cid));
      }
    }
    return keys;
  }

  private static void visit(Cid cid, Set<Cid> seen, Deque<Cid> open) throws ContentException {
    if (seen.size() == Limits.MAX_DAG_BLOCKS) {
      throw ContentException.tooLarge(
          "more than " + Limits.MAX_DAG_BLOCKS + " blocks under a root");
    }
    if (seen.add(cid)) {
      open.push(cid);
    }
  }

  private List<Cid> links(Cid cid, Absent absent) throws IOException {
    requireKnownCodec(cid);
    if (cid.isRaw()) {
      if (!store.has(cid)) {
        absent.handle(cid, ContentException.unavailable("block " + cid + " is not in the store"));
      }
      return List.of();
    }
    try {
      return linksOf(cid, store.get(cid));
    } catch (ContentException e) {
      boolean missing =
          e.code() == ContentCode.CONTENT_UNAVAILABLE || e.code() == ContentCode.CONTENT_CORRUPT;
      if (missing && absent.handle(cid, e)) {
        return linksOf(cid, store.get(cid));
      }
      if (missing) {
        return List.of();
      }
      throw e;
    }
  }

  static void requireKnownCodec(Cid cid) throws ContentException {
    if (!cid.isRaw() && !cid.isDagPb()) {
      throw ContentException.invalid(
          cid
              + " has codec 0x"
              + Long.toHexString(cid.codec())
              + "; expected raw (0x55) or dag-pb (0x70)");
    }
  }

  static List<Cid> linksOf(Cid cid, byte[] block) throws ContentException {
    if (!cid.isDagPb()) {
      return List.of();
    }
    List<DagPbLink> links = DagPbNode.decode(block).links();
    List<Cid> cids = new ArrayList<>(links.size());
    for (DagPbLink link : links) {
      cids.add(link.cid());
    }
    return cids;
  }
}

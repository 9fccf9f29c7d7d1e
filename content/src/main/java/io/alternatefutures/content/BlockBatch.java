package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks written together. Each is on the disk at once; the directories that name them are synced
 * by {@link #commit}, after which a CID may be announced. Until {@link #close} no deletion touches
 * any block of the batch. Used by one thread.
 */
final class BlockBatch implements BlockSink, AutoCloseable {
  private final BlockStore store;

  /** Key of each block of this batch, and whether this batch brought it. */
  private final Map<String, Boolean> written = new HashMap<>();

  BlockBatch(BlockStore store) {
    this.store = store;
  }

  @Override
  public void put(Cid cid, byte[] block) throws IOException {
    if (cid.isIdentity()) {
      return;
    }
    String key = BlockStore.key(cid);
    if (written.containsKey(key)) {
      if (!cid.verify(block)) {
        throw ContentException.invalid("block does not hash to " + cid);
      }
      return;
    }
    written.put(key, store.write(cid, block));
  }

  /**
   * Also syncs the names of blocks that were here before: their writer may not have done it yet.
   */
  void commit() throws IOException {
    Set<Path> directories = new HashSet<>();
    for (String key : written.keySet()) {
      directories.add(store.directoryOf(key));
    }
    store.syncDirectories(directories);
  }

  /** Keys of the blocks that were not in the store before this batch. */
  Set<String> added() {
    Set<String> added = new HashSet<>();
    written.forEach((key, brought) -> {
      if (brought) {
        added.add(key);
      }
    });
    return added;
  }

  @Override
  public void close() {
    written.keySet().forEach(store::release);
    written.clear();
  }
}

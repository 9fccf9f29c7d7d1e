package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;

/** Where blocks go as they are made: a store, an archive, or nowhere when only the CID matters. */
@FunctionalInterface
public interface BlockSink {
  /**
   * Takes one block.
   *
   * @param block at most {@link Limits#MAX_BLOCK_BYTES}; not changed by either side afterwards
   * @throws IOException when it cannot be kept
   */
  void put(Cid cid, byte[] block) throws IOException;

  /** A sink that keeps nothing, for computing CIDs. */
  static BlockSink discarding() {
    return (cid, block) -> {};
  }
}

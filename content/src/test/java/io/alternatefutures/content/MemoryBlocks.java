package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.util.LinkedHashMap;
import java.util.Map;

/** Blocks in memory, in the order in which they came. */
final class MemoryBlocks implements BlockSink, BlockSource {
  final Map<Cid, byte[]> blocks = new LinkedHashMap<>();

  @Override
  public void put(Cid cid, byte[] block) {
    assertThat(cid.verify(block)).as("block hashes to %s", cid).isTrue();
    blocks.put(cid, block);
  }

  @Override
  public byte[] get(Cid cid) throws ContentException {
    if (cid.isIdentity()) {
      return cid.digest();
    }
    byte[] block = blocks.get(cid);
    if (block == null) {
      throw ContentException.unavailable("block " + cid + " is not in memory");
    }
    return block;
  }
}

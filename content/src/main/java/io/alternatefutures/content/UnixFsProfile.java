package io.alternatefutures.content;

/**
 * The parameters that decide a CID for given bytes (IPIP-499). Version 1 CIDs, sha2-256, raw leaves
 * and balanced trees are common to all.
 *
 * @param chunkBytes content bytes of a leaf; 1 to {@link Limits#MAX_BLOCK_BYTES}
 * @param width most links of a file node; at least 2
 * @param shardThresholdBytes a directory whose encoded node is longer becomes sharded
 */
record UnixFsProfile(int chunkBytes, int width, int shardThresholdBytes) {
  /** The profile {@code unixfs-v1-2025}. */
  static final UnixFsProfile V1_2025 = new UnixFsProfile(1 << 20, 1_024, 256 << 10);

  /** Slots of a directory shard; one byte of the hash selects one. */
  static final int SHARD_FANOUT = 256;

  UnixFsProfile {
    if (chunkBytes < 1 || chunkBytes > Limits.MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException("Chunk of " + chunkBytes + " bytes is out of range");
    }
    if (width < 2) {
      throw new IllegalArgumentException("Width " + width + " is less than 2");
    }
  }
}

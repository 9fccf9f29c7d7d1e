package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks on disk, one file each, named by digest and spread over 256 directories. A block is
 * verified when it is written and each time it is read; a file appears under its final name only
 * when it is whole and on the disk.
 *
 * <p>Blocks are kept by digest, so CIDs of different version or codec with one hash share a file.
 * Identity CIDs carry their content and take no file. Safe for use by several threads and by
 * several processes on one directory.
 */
public final class BlockStore implements BlockSink, BlockSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockStore.class);
  private static final int STRIPES = 64;
  private static final HexFormat HEX = HexFormat.of();

  private final Path blocks;
  private final Path corrupt;
  private final StagingArea staging;
  private final InFlightBlocks inFlight = new InFlightBlocks();
  private final BlockStatistics statistics;

  /** A stripe is held while a final name appears or goes, never while other I/O is done. */
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  private BlockStore(Path directory) throws IOException {
    this.blocks = directory.resolve("blocks");
    this.corrupt = directory.resolve("corrupt");
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
    Files.createDirectories(corrupt);
    Files.createDirectories(blocks);
    StagingArea.sync(blocks.toAbsolutePath().getParent());
    this.staging = StagingArea.open(directory.resolve("staging"));
    this.statistics = new BlockStatistics(blocks);
  }

  /**
   * Opens the store in {@code directory}, creating it when needed, and removes what writers that
   * died have left half-written.
   */
  public static BlockStore open(Path directory) throws IOException {
    return StorageFaults.explain(
        "open the block store in " + directory,
        () -> {
          Files.createDirectories(directory);
          return new BlockStore(directory);
        });
  }

  /**
   * Stores one block; it is on the disk when this returns.
   *
   * @throws ContentException {@code CONTENT_INVALID} when the block does not hash to {@code cid},
   *     {@code CONTENT_TOO_LARGE}, or {@code CONTENT_STORAGE_FULL}
   */
  @Override
  public void put(Cid cid, byte[] block) throws IOException {
    try (BlockBatch batch = batch()) {
      batch.put(cid, block);
      batch.commit();
    }
  }

  /**
   * Reads one block and verifies it.
   *
   * @throws CorruptBlockException when the block is there but wrong; it has been set aside, so that
   *     a later {@link #put} can replace it
   * @throws ContentException {@code CONTENT_UNAVAILABLE} when it is not there
   */
  @Override
  public byte[] get(Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return cid.digest();
    }
    String key = key(cid);
    Path file = file(key);
    byte[] block;
    try {
      block = readBounded(file);
    } catch (NoSuchFileException e) {
      if (Files.exists(corrupt.resolve(key))) {
        throw corruptBlock(cid, "was set aside because it is corrupt");
      }
      throw ContentException.unavailable("block " + cid + " is not in the store");
    }
    if (cid.verify(block)) {
      return block;
    }
    setAside(cid, key);
    throw corruptBlock(cid, "does not hash to its CID and was set aside");
  }

  /** Whether a block is here, without reading it. */
  public boolean has(Cid cid) {
    return cid.isIdentity() || Files.isRegularFile(file(key(cid)));
  }

  /** How many blocks there are and how large they are together, as this process knows it. */
  public Statistics statistics() throws IOException {
    return statistics.current();
  }

  /** A unit of writing whose blocks become durable together. */
  BlockBatch batch() {
    return new BlockBatch(this);
  }

  @Override
  public void close() throws IOException {
    staging.close();
  }

  /**
   * Numbers of a store.
   *
   * @param blocks count of blocks
   * @param bytes their total size
   */
  public record Statistics(long blocks, long bytes) {}

  /** The name of the block's file; also what two CIDs of one block have in common. */
  static String key(Cid cid) {
    return HEX.formatHex(cid.digest());
  }

  /**
   * Makes the block present and, until {@link #release}, safe from deletion.
   *
   * @return whether it was not there before
   */
  boolean write(Cid cid, byte[] block) throws IOException {
    requireGood(cid, block);
    String key = key(cid);
    ReentrantLock stripe = stripe(key);
    stripe.lock();
    try {
      inFlight.acquire(key);
    } finally {
      stripe.unlock();
    }
    try {
      return writeFile(cid, key, block);
    } catch (IOException | RuntimeException e) {
      inFlight.release(key);
      throw e;
    }
  }

  void release(String key) {
    inFlight.release(key);
  }

  /** Makes names durable: of blocks in the directories, and of the directories themselves. */
  void syncDirectories(Set<Path> directories) throws IOException {
    StagingArea.sync(blocks);
    for (Path directory : directories) {
      StagingArea.sync(directory);
    }
  }

  Path directoryOf(String key) {
    return blocks.resolve(key.substring(0, 2));
  }

  /** Removes a block unless an unfinished batch is using it. */
  boolean delete(String key) throws IOException {
    ReentrantLock stripe = stripe(key);
    stripe.lock();
    try {
      if (inFlight.isHeld(key)) {
        return false;
      }
      Files.deleteIfExists(corrupt.resolve(key));
      Path file = file(key);
      long size = Files.size(file);
      Files.delete(file);
      statistics.removed(size);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      stripe.unlock();
    }
  }

  private boolean writeFile(Cid cid, String key, byte[] block) throws IOException {
    if (holdsGoodCopy(cid, key)) {
      return false;
    }
    Files.createDirectories(directoryOf(key));
    Path staged = StorageFaults.explain("write block " + cid, () -> staging.write(block));
    ReentrantLock stripe = stripe(key);
    stripe.lock();
    try {
      boolean added = !Files.exists(file(key));
      StorageFaults.explain(
          "write block " + cid,
          () -> Files.move(staged, file(key), StandardCopyOption.ATOMIC_MOVE));
      Files.deleteIfExists(corrupt.resolve(key));
      if (added) {
        statistics.added(block.length);
      }
      return added;
    } finally {
      stripe.unlock();
      Files.deleteIfExists(staged);
    }
  }

  private boolean holdsGoodCopy(Cid cid, String key) throws IOException {
    try {
      return cid.verify(readBounded(file(key)));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void requireGood(Cid cid, byte[] block) throws ContentException {
    if (block.length > Limits.MAX_BLOCK_BYTES) {
      throw ContentException.tooLarge(
          "block " + cid + " has " + block.length + " bytes; at most " + Limits.MAX_BLOCK_BYTES);
    }
    if (!cid.verify(block)) {
      throw ContentException.invalid("block of " + block.length + " bytes does not hash to " + cid);
    }
  }

  /** One byte more than the largest block is enough to see that a file is wrong. */
  private static byte[] readBounded(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(Limits.MAX_BLOCK_BYTES + 1);
    }
  }

  /**
   * Moves a bad file away; another thread or process may have replaced it by a good one meanwhile.
   */
  private void setAside(Cid cid, String key) throws IOException {
    ReentrantLock stripe = stripe(key);
    stripe.lock();
    try {
      Path file = file(key);
      byte[] again = readBounded(file);
      if (cid.verify(again)) {
        return;
      }
      Path aside = corrupt.resolve(key);
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (cid.verify(readBounded(aside))) {
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      statistics.removed(again.length);
      LOG.warn("Block {} on disk is corrupt; set aside as {}", cid, aside);
    } catch (NoSuchFileException e) {
      LOG.debug("Corrupt block {} was set aside by someone else", cid);
    } finally {
      stripe.unlock();
    }
  }

  private static CorruptBlockException corruptBlock(Cid cid, String what) {
    return new CorruptBlockException(cid, "block " + cid + " on disk " + what);
  }

  private Path file(String key) {
    return directoryOf(key).resolve(key);
  }

  private ReentrantLock stripe(String key) {
    return stripes[Math.floorMod(key.hashCode(), STRIPES)];
  }
}

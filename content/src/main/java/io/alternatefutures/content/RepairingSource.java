package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the store, and replaces a corrupt or lost block by a good one from a gateway. A repair
 * that failed is not tried again for {@link Limits#REPAIR_RETRY_AFTER}, so that requests for broken
 * content stay cheap. Safe for use by several threads.
 */
final class RepairingSource implements BlockSource {
  private static final Logger LOG = LoggerFactory.getLogger(RepairingSource.class);

  /** Fetches one block into the store. */
  @FunctionalInterface
  interface Repair {
    void fetch(Cid cid) throws IOException;
  }

  private final BlockStore store;
  private final Repair repair;
  private final InstantSource clock;

  /** When a repair failed, by block, oldest first; guarded by itself. */
  private final Map<String, Long> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > Limits.MAX_REMEMBERED_REPAIRS;
        }
      };

  RepairingSource(BlockStore store, Repair repair, InstantSource clock) {
    this.store = store;
    this.repair = repair;
    this.clock = clock;
  }

  @Override
  public byte[] get(Cid cid) throws IOException {
    try {
      return store.get(cid);
    } catch (ContentException e) {
      boolean repairable =
          e.code() == ContentCode.CONTENT_CORRUPT || e.code() == ContentCode.CONTENT_UNAVAILABLE;
      if (!repairable || failedLately(cid)) {
        throw e;
      }
      repair(cid, e);
    }
    return store.get(cid);
  }

  private void repair(Cid cid, ContentException reason) throws IOException {
    try {
      repair.fetch(cid);
      LOG.info("Block {} was replaced from a gateway", cid);
    } catch (ContentException e) {
      synchronized (failures) {
        failures.put(BlockStore.key(cid), clock.millis());
      }
      if (e.code() == ContentCode.CONTENT_STORAGE_FULL) {
        throw e;
      }
      ContentException told =
          new ContentException(
              reason.code(), reason.getMessage() + "; not repaired: " + e.getMessage(), reason);
      told.addSuppressed(e);
      throw told;
    }
  }

  private boolean failedLately(Cid cid) {
    Duration pause = Limits.REPAIR_RETRY_AFTER;
    synchronized (failures) {
      Long failed = failures.get(BlockStore.key(cid));
      return failed != null && clock.millis() - failed < pause.toMillis();
    }
  }
}

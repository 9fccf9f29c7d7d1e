package io.alternatefutures.server;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionId;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue that this instance serves. Changes made here are in it at once; those of other
 * instances are found by asking the database for its revision. While the database is away, the last
 * snapshot keeps being served.
 */
final class ServedCatalog implements CatalogPublisher, Supplier<CatalogSnapshot>, AutoCloseable {
  /** How often the database is asked whether another instance changed something. */
  private static final Duration REVISION_INTERVAL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(ServedCatalog.class);

  private final CatalogSource source;
  private final Duration fullReloadInterval;
  private final Thread refresher;
  private volatile CatalogSnapshot snapshot = CatalogSnapshot.empty();
  private volatile @Nullable String trouble;
  private long revision = Long.MIN_VALUE;
  private long loadedNanos;

  private ServedCatalog(CatalogSource source, Duration fullReloadInterval) {
    this.source = source;
    this.fullReloadInterval = fullReloadInterval;
    refresher = Thread.ofVirtual().name("catalog").unstarted(this::refreshForever);
  }

  /** Loads everything once and then keeps up with the database. */
  static ServedCatalog start(CatalogSource source, Duration fullReloadInterval) {
    ServedCatalog catalog = new ServedCatalog(source, fullReloadInterval);
    catalog.reload(source.revision());
    catalog.refresher.start();
    return catalog;
  }

  @Override
  public CatalogSnapshot get() {
    return snapshot;
  }

  /** Whether functions of more than one project are served. */
  boolean hasSeveralProjects() {
    return snapshot.entries().stream().map(CatalogEntry::projectId).distinct().limit(2).count() > 1;
  }

  /** Why the database cannot be asked; null while it can. */
  @Nullable String trouble() {
    return trouble;
  }

  @Override
  public synchronized void publish(CatalogEntry entry) {
    snapshot = snapshot.with(entry);
  }

  @Override
  public synchronized void remove(FunctionId id) {
    snapshot = snapshot.without(id);
  }

  private void refreshForever() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(REVISION_INTERVAL);
        refresh();
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  private void refresh() {
    try {
      long now = source.revision();
      boolean stale = System.nanoTime() - loadedNanos > fullReloadInterval.toNanos();
      if (now != revision || stale) {
        reload(now);
      }
      if (trouble != null) {
        LOG.info("the database answers again");
        trouble = null;
      }
    } catch (StoreUnavailableException away) {
      if (trouble == null) {
        LOG.warn("the database does not answer; known functions keep being served");
      }
      trouble = "the database does not answer";
    } catch (RuntimeException bug) {
      // The refresher must live: what one bad row does today may be mended tomorrow.
      LOG.error("the catalogue cannot be read; known functions keep being served", bug);
      trouble = "the catalogue cannot be read";
    }
  }

  /** Holding the lock keeps a change that is published meanwhile from being overwritten. */
  private synchronized void reload(long seenRevision) {
    Collection<CatalogEntry> entries = source.loadAll();
    snapshot = CatalogSnapshot.of(entries);
    revision = seenRevision;
    loadedNanos = System.nanoTime();
  }

  @Override
  public void close() {
    refresher.interrupt();
  }
}

package io.alternatefutures.server;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue that this instance serves. Changes made here are in it at once. Those of other
 * instances come announced, one by one; when some may have been missed, or none can be announced,
 * the database is asked for its revision and everything is read again. A new deployment is served
 * when its content is here, and what was deployed before until then. While the database is away,
 * the last snapshot keeps being served.
 */
final class ServedCatalog implements CatalogPublisher, Supplier<CatalogSnapshot>, AutoCloseable {
  /** How often the database is asked for its revision while it announces nothing. */
  private static final Duration POLL = Duration.ofMillis(500);

  /** How often it is asked although it announces changes. */
  private static final Duration BACKSTOP = Duration.ofSeconds(10);

  private static final String AWAY = "the database does not answer";
  private static final Logger LOG = LoggerFactory.getLogger(ServedCatalog.class);

  private final CatalogSource source;
  private final Prefetcher prefetcher;
  private final Duration fullReloadInterval;
  private final CatalogSignals signals = new CatalogSignals();
  private final Thread follower;
  private final List<Runnable> observers = new ArrayList<>();
  private volatile CatalogSnapshot snapshot = CatalogSnapshot.empty();
  private volatile @Nullable String trouble;
  private volatile long revision = -1;
  private long loadedNanos;

  ServedCatalog(CatalogSource source, Prefetcher prefetcher, Duration fullReloadInterval) {
    this.source = source;
    this.prefetcher = prefetcher;
    this.fullReloadInterval = fullReloadInterval;
    this.follower = Thread.ofVirtual().name("catalog").unstarted(this::follow);
  }

  /** Has {@code observer}, which returns at once, told whenever the catalogue has moved on. */
  void observe(Runnable observer) {
    observers.add(observer);
  }

  /**
   * Loads everything once and then keeps up with the database.
   *
   * @param lastKnown what is served when the database is away, until it answers
   * @throws StoreUnavailableException when the database is away and nothing is known
   */
  void start(Optional<CatalogSnapshot> lastKnown) {
    try {
      reload(source.revision(), entry -> entry);
    } catch (StoreUnavailableException away) {
      snapshot = lastKnown.orElseThrow(() -> away);
      trouble = AWAY;
    }
    follower.start();
  }

  /** Takes what the database announces. */
  CatalogSignals signals() {
    return signals;
  }

  @Override
  public CatalogSnapshot get() {
    return snapshot;
  }

  /** Whether functions of more than one project are served. */
  boolean hasSeveralProjects() {
    return snapshot.entries().stream().map(CatalogEntry::projectId).distinct().limit(2).count() > 1;
  }

  /** Whether a function's code runs as this says: this deployment, with these limits. */
  boolean serves(CatalogEntry entry) {
    return snapshot
        .byId(entry.id())
        .filter(now -> now.status() != FunctionStatus.INACTIVE)
        .filter(now -> now.limits().equals(entry.limits()))
        .filter(now -> Objects.equals(idOf(now.deployment()), idOf(entry.deployment())))
        .isPresent();
  }

  private static @Nullable DeploymentId idOf(@Nullable ActiveDeployment deployment) {
    return deployment == null ? null : deployment.id();
  }

  /** Why the database cannot be asked; null while it can. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The revision up to which changes were followed; -1 before the first. */
  long revision() {
    return revision;
  }

  /** Functions whose newest deployment is not served yet, since its content is missing. */
  Set<FunctionId> lacking() {
    return prefetcher.lacking();
  }

  /** Holding the lock from reading to serving keeps what was read last from being overwritten. */
  @Override
  public synchronized void refresh(FunctionId id) {
    Optional<CatalogEntry> stored = source.load(id);
    if (stored.isPresent()) {
      snapshot = snapshot.with(withContent(stored.get()));
    } else {
      prefetcher.forget(id);
      snapshot = snapshot.without(id);
    }
  }

  /** The entry with the deployment to serve: the newest whose content is here. */
  private CatalogEntry withContent(CatalogEntry entry) {
    ActiveDeployment next = entry.deployment();
    ActiveDeployment served = snapshot.byId(entry.id()).map(CatalogEntry::deployment).orElse(null);
    if (next == null || (served != null && served.cid().equals(next.cid()))) {
      prefetcher.forget(entry.id());
      return entry;
    }
    return prefetcher.lacks(entry.id(), next.cid(), this::arrived)
        ? entry.withDeployment(served)
        : entry;
  }

  private void arrived(FunctionId id) {
    try {
      refresh(id);
      moved();
    } catch (RuntimeException e) {
      LOG.warn("function {} is refreshed when the database answers again", id);
      signals.connected();
    }
  }

  private void moved() {
    observers.forEach(Runnable::run);
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Duration patience = signals.isFollowing() && trouble == null ? BACKSTOP : POLL;
        act(signals.await(patience));
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  private void act(CatalogSignals.Batch batch) {
    long before = revision;
    try {
      if (batch.missed() || !applied(batch.changes())) {
        poll();
      }
      if (trouble != null) {
        LOG.info("the database answers again");
        trouble = null;
      }
    } catch (StoreUnavailableException away) {
      if (trouble == null) {
        LOG.warn("the database does not answer; known functions keep being served");
      }
      trouble = AWAY;
    } catch (RuntimeException bug) {
      // The follower must live: what one bad row does today may be mended tomorrow.
      LOG.error("the catalogue cannot be read; known functions keep being served", bug);
      trouble = "the catalogue cannot be read";
    }
    if (revision != before) {
      moved();
    }
  }

  /** Applies announced changes one by one; false when there is a gap before one of them. */
  private boolean applied(List<CatalogChange> changes) {
    for (CatalogChange change : changes) {
      FunctionId function = change.function();
      if (change.revision() <= revision) {
        continue;
      }
      if (change.revision() != revision + 1 || function == null) {
        return false;
      }
      refresh(function);
      revision = change.revision();
    }
    return true;
  }

  private void poll() {
    long now = source.revision();
    boolean stale = System.nanoTime() - loadedNanos > fullReloadInterval.toNanos();
    if (now != revision || stale) {
      reload(now, this::withContent);
    }
  }

  private synchronized void reload(long seenRevision, UnaryOperator<CatalogEntry> admission) {
    Collection<CatalogEntry> entries = source.loadAll();
    CatalogSnapshot before = snapshot;
    CatalogSnapshot next = CatalogSnapshot.of(entries.stream().map(admission).toList());
    before.entries().stream()
        .map(CatalogEntry::id)
        .filter(id -> next.byId(id).isEmpty())
        .forEach(prefetcher::forget);
    snapshot = next;
    revision = seenRevision;
    loadedNanos = System.nanoTime();
  }

  @Override
  public void close() {
    follower.interrupt();
    prefetcher.close();
  }
}

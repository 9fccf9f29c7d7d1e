package io.alternatefutures.server;

import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.model.FunctionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the database announced and nobody has acted on yet. One thread waits; others may tell. */
final class CatalogSignals implements CatalogListener {
  /** Changes kept; beyond that everything is read again. */
  private static final int MAX_CHANGES = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private List<CatalogChange> changes = new ArrayList<>();
  private boolean missed;
  private boolean following;

  /**
   * What came since the last call.
   *
   * @param missed whether there may be changes that are not among these
   */
  record Batch(List<CatalogChange> changes, boolean missed) {}

  /** Waits for something to come; an empty batch when nothing did. */
  Batch await(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (changes.isEmpty() && !missed && left > 0) {
        left = told.awaitNanos(left);
      }
      Batch batch = new Batch(changes, missed || changes.isEmpty());
      changes = new ArrayList<>();
      missed = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Whether changes are announced at the moment. */
  boolean isFollowing() {
    lock.lock();
    try {
      return following;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void changed(CatalogChange change) {
    lock.lock();
    try {
      if (changes.size() < MAX_CHANGES) {
        changes.add(change);
      } else {
        changes.clear();
        missed = true;
      }
      told.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing to do with the catalogue. */
  @Override
  public void purged(FunctionId function, String prefix) {}

  @Override
  public void connected() {
    state(true);
  }

  @Override
  public void disconnected() {
    state(false);
  }

  private void state(boolean now) {
    lock.lock();
    try {
      following = now;
      missed = true;
      told.signal();
    } finally {
      lock.unlock();
    }
  }
}

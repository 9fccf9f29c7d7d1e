package io.alternatefutures.control.content;

import io.alternatefutures.model.Cid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Content that deployments under way rely on, though no stored deployment names it yet. Safe for
 * use by many threads.
 */
public final class ContentPins {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Cid, Integer> pins = new HashMap<>();

  /** Does {@code action} while none of {@code cids} can be deleted. */
  public <T> T pinned(List<Cid> cids, Supplier<T> action) {
    count(cids, 1);
    try {
      return action.get();
    } finally {
      count(cids, -1);
    }
  }

  /**
   * Does {@code action} unless {@code cid} is pinned; it is not pinned before the action ends.
   *
   * @return whether the action was done
   */
  public boolean unlessPinned(Cid cid, Runnable action) {
    lock.lock();
    try {
      if (pins.containsKey(cid)) {
        return false;
      }
      action.run();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void count(List<Cid> cids, int change) {
    lock.lock();
    try {
      for (Cid cid : cids) {
        pins.merge(cid, change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
      }
    } finally {
      lock.unlock();
    }
  }
}

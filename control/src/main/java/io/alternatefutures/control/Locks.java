package io.alternatefutures.control;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Locks by key, so that changes of one thing happen one after the other while others go on. Two
 * keys may share a lock, so one action never takes a second lock of the same object. Safe for use
 * by many threads.
 */
public final class Locks {
  private final ReentrantLock[] stripes;

  public Locks() {
    stripes = new ReentrantLock[Limits.LOCK_STRIPES];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new ReentrantLock(true);
    }
  }

  /** Does {@code action} while no other action with an equal key is under way. */
  public <T> T with(Object key, Supplier<T> action) {
    ReentrantLock lock = stripes[Math.floorMod(key.hashCode(), stripes.length)];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}

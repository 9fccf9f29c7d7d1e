package io.alternatefutures.edge.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something with deadlines, looked at every {@value
 * io.alternatefutures.edge.limits.Limits#TICK_MILLIS} milliseconds while it is in its event loop's
 * {@link Sweeper}. Cheaper than a timer per request. Owned by one event loop.
 */
public abstract class Timed {
  @Nullable Timed previous;
  @Nullable Timed next;
  boolean watched;

  /** For subclasses. */
  protected Timed() {}

  /**
   * Looks at the deadlines; may remove this or any other item from the sweeper.
   *
   * @param now {@link System#nanoTime()}
   */
  protected abstract void onTick(long now);
}

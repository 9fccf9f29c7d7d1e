package io.alternatefutures.edge.loop;

import io.alternatefutures.edge.limits.Limits;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the deadlines of all {@link Timed} items of one event loop, which owns it. */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final EventLoop loop;
  private final Runnable task = this::sweep;
  private @Nullable Timed first;
  private @Nullable Timed cursor;
  private boolean running;

  Sweeper(EventLoop loop) {
    this.loop = loop;
  }

  /** Starts to look at {@code item}; nothing happens when it is looked at already. */
  public void watch(Timed item) {
    if (item.watched) {
      return;
    }
    item.watched = true;
    item.previous = null;
    item.next = first;
    if (first != null) {
      first.previous = item;
    }
    first = item;
    if (!running) {
      running = true;
      scheduleNext();
    }
  }

  /** Stops looking at {@code item}; nothing happens when it is not looked at. */
  @SuppressWarnings("ReferenceEquality") // the very item, whatever it calls equal
  public void forget(Timed item) {
    if (!item.watched) {
      return;
    }
    item.watched = false;
    if (cursor == item) {
      cursor = item.next;
    }
    if (item.previous == null) {
      first = item.next;
    } else {
      item.previous.next = item.next;
    }
    if (item.next != null) {
      item.next.previous = item.previous;
    }
    item.previous = null;
    item.next = null;
  }

  private void sweep() {
    long now = System.nanoTime();
    cursor = first;
    while (cursor != null) {
      Timed item = cursor;
      cursor = item.next;
      try {
        item.onTick(now);
      } catch (RuntimeException e) {
        LOG.error("Looking at a deadline failed", e); // the others are looked at all the same
      }
    }
    if (first == null) {
      running = false;
    } else {
      scheduleNext();
    }
  }

  private void scheduleNext() {
    if (!loop.isShuttingDown()) {
      var _ = loop.schedule(task, Limits.TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}

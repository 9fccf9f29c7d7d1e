package io.alternatefutures.edge.loop;

import io.alternatefutures.edge.limits.Limits;
import io.netty.channel.EventLoop;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes every channel that was written to once its event loop has read all that there is to read,
 * instead of once per write. So what came in for many connections at once goes out in one go: the
 * code for reading and for writing runs warm, and a peer that is asleep is woken once for all of
 * it. Owned by one event loop.
 */
public final class FlushQueue {
  private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

  private final EventLoop loop;
  private final Runnable task = this::runScheduled;
  private Flushable[] pending = new Flushable[2 * Limits.CHANNELS_FLUSHED_TOGETHER];
  private int size;
  private boolean scheduled;
  private boolean draining;

  FlushQueue(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Has {@code item} flushed soon. The item sees to it that it is in the queue no more than once.
   */
  public void add(Flushable item) {
    if (size == pending.length) {
      pending = Arrays.copyOf(pending, size * 2);
    }
    pending[size++] = item;
    if (!scheduled) {
      scheduled = true;
      loop.execute(task);
    }
  }

  /** One channel has been read: flushes now what must not wait for many more of them. */
  public void afterReads() {
    if (size >= Limits.CHANNELS_FLUSHED_TOGETHER) {
      drain();
    }
  }

  private void runScheduled() {
    scheduled = false;
    drain();
  }

  private void drain() {
    if (draining) {
      return; // the loop further up the stack gets there
    }
    draining = true;
    for (int i = 0; i < size; i++) {
      try {
        pending[i].flushPending();
      } catch (RuntimeException e) {
        LOG.error("Flushing failed", e); // a fault of one connection is not one of the others
      }
    }
    Arrays.fill(pending, 0, size, null);
    size = 0;
    draining = false;
  }
}

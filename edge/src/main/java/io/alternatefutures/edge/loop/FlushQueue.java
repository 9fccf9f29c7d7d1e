package io.alternatefutures.edge.loop;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes every channel that was written to once per batch of reads, instead of once per write: a
 * system call per batch. Owned by one event loop.
 */
public final class FlushQueue {
  private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

  private final EventLoop loop;
  private final Runnable task = this::runScheduled;
  private Flushable[] pending = new Flushable[64];
  private int size;
  private boolean inBatch;
  private boolean scheduled;
  private boolean draining;

  FlushQueue(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Has {@code item} flushed at the end of the current batch, or soon when there is none. The item
   * sees to it that it is in the queue no more than once.
   */
  public void add(Flushable item) {
    if (size == pending.length) {
      pending = Arrays.copyOf(pending, size * 2);
    }
    pending[size++] = item;
    if (!inBatch && !scheduled) {
      scheduled = true;
      loop.execute(task);
    }
  }

  /** A batch of reads begins; {@link #endBatch} follows without fail. */
  public void beginBatch() {
    inBatch = true;
  }

  /** Whether a batch of reads is under way. */
  public boolean inBatch() {
    return inBatch;
  }

  /** The batch is over: flushes what was added, also what flushing adds. */
  public void endBatch() {
    inBatch = false;
    drain();
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

package io.alternatefutures.edge.loop;

import io.netty.channel.EventLoop;
import java.util.SplittableRandom;

/** What one event loop owns; used on that loop only. */
public final class LoopContext {
  private final EventLoop loop;
  private final FlushQueue flushes;
  private final Sweeper sweeper;
  private final SplittableRandom random;

  LoopContext(EventLoop loop, SplittableRandom random) {
    this.loop = loop;
    this.flushes = new FlushQueue(loop);
    this.sweeper = new Sweeper(loop);
    this.random = random;
  }

  /** The loop itself. */
  public EventLoop loop() {
    return loop;
  }

  /** Channels written to. */
  public FlushQueue flushes() {
    return flushes;
  }

  /** Deadlines. */
  public Sweeper sweeper() {
    return sweeper;
  }

  /** For identifiers that need not be secret. */
  public SplittableRandom random() {
    return random;
  }
}

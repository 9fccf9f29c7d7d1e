package io.alternatefutures.edge.compress;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.sandbox.ExchangeListener;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compresses answers as long as that takes no more than its share of the event loops' time and of
 * memory; beyond it answers go out as they are. Thread-safe.
 */
public final class Compression {
  private static final long SECOND = 1_000_000_000L;

  private final int loops;
  private final AtomicInteger open = new AtomicInteger();

  /** Up to when, by {@link System#nanoTime()}, the share is used up. */
  private final AtomicLong usedUntil = new AtomicLong(System.nanoTime());

  /**
   * @param loops threads that compress
   */
  public Compression(int loops) {
    this.loops = loops;
  }

  /**
   * What stands between a function and {@code client}.
   *
   * @param request the client's fields
   */
  public CompressingExchange of(
      EventLoop loop,
      ByteBufAllocator allocator,
      String method,
      HttpHeaders request,
      ExchangeListener client) {
    Coding wanted =
        method.equals("HEAD")
            ? null
            : Coding.accepted(request.getAll(HttpHeaderNames.ACCEPT_ENCODING));
    return new CompressingExchange(this, wanted, loop, allocator, client);
  }

  /** Takes part of what there is; {@link #done} gives it back. */
  boolean begin() {
    if (usedUntil.get() - System.nanoTime() > SECOND) {
      return false;
    }
    if (open.incrementAndGet() > Limits.COMPRESSED_ANSWERS) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Counts time that compressing took, in nanoseconds. */
  void spent(long nanos) {
    long now = System.nanoTime();
    long share = nanos * 100 / Limits.COMPRESSION_PERCENT / loops;
    usedUntil.accumulateAndGet(share, (until, used) -> (until - now > 0 ? until : now) + used);
  }

  void done() {
    open.decrementAndGet();
  }

  int open() {
    return open.get();
  }
}

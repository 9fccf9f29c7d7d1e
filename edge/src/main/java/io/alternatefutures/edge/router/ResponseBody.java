package io.alternatefutures.edge.router;

import io.alternatefutures.sandbox.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body on its way to its one subscriber. Owned by the exchange's event loop; the public
 * methods come from any thread.
 */
final class ResponseBody implements Flow.Publisher<List<ByteBuffer>>, Flow.Subscription {
  /** How long a body may go without anybody asking for it. */
  private static final Duration UNCLAIMED = Duration.ofSeconds(60);

  private final EventLoop loop;
  private final Exchange exchange;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private Flow.@Nullable Subscriber<? super List<ByteBuffer>> subscriber;
  private @Nullable Throwable failure;
  private long demand;
  private boolean ended;
  private boolean done;
  private boolean paused;
  private boolean delivering;

  ResponseBody(EventLoop loop, Exchange exchange) {
    this.loop = loop;
    this.exchange = exchange;
    var _ = loop.schedule(this::cancelUnclaimed, UNCLAIMED.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancelUnclaimed() {
    if (subscriber == null) {
      cancelNow();
    }
  }

  // From the exchange.

  void add(ByteBuf data) {
    if (done) {
      data.release();
      return;
    }
    waiting.add(data);
    deliver();
  }

  void end() {
    ended = true;
    deliver();
  }

  void fail(Throwable cause) {
    failure = cause;
    ended = true;
    deliver();
  }

  // From the subscriber.

  @Override
  public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> wanted) {
    loop.execute(() -> {
      if (subscriber != null || done) {
        wanted.onSubscribe(this);
        wanted.onError(new IllegalStateException("the body has been read or given up"));
        return;
      }
      subscriber = wanted;
      wanted.onSubscribe(this);
      deliver();
    });
  }

  @Override
  public void request(long count) {
    loop.execute(() -> {
      demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      deliver();
    });
  }

  @Override
  public void cancel() {
    loop.execute(this::cancelNow);
  }

  private void cancelNow() {
    if (!done) {
      done = true;
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      exchange.cancel();
    }
  }

  private void deliver() {
    Flow.Subscriber<? super List<ByteBuffer>> taker = subscriber;
    if (delivering || done) {
      return;
    }
    delivering = true;
    while (taker != null && !done && demand > 0 && !waiting.isEmpty()) {
      demand--;
      ByteBuf data = waiting.remove();
      ByteBuffer copy = ByteBuffer.wrap(ByteBufUtil.getBytes(data));
      data.release();
      taker.onNext(List.of(copy));
    }
    delivering = false;
    if (done) {
      return;
    }
    if (taker != null && ended && waiting.isEmpty()) {
      done = true;
      if (failure != null) {
        taker.onError(failure);
      } else {
        taker.onComplete();
      }
      return;
    }
    flow();
  }

  /** Reads on when what is here has been taken. */
  private void flow() {
    boolean full = !waiting.isEmpty() || demand == 0;
    if (full && !paused) {
      paused = true;
      exchange.pause();
    } else if (!full && paused) {
      paused = false;
      exchange.resume();
    }
  }
}

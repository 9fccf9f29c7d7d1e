package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one request. Nobody waits for it and nobody sees its answer; a target that is slower
 * than the client loses the copy. Owned by the request's event loop.
 */
final class MirrorExchange implements ExchangeListener {
  private final AtomicInteger underWay;
  private @Nullable Exchange exchange;
  private int behind;
  private long answered;
  private boolean ended;

  MirrorExchange(AtomicInteger underWay) {
    this.underWay = underWay;
  }

  void sentOver(Exchange opened) {
    exchange = opened;
  }

  /** Sends a piece of the body, and takes ownership of it. */
  void write(ByteBuf data) {
    Exchange taker = exchange;
    if (taker == null) {
      data.release();
      return;
    }
    int size = data.readableBytes();
    if (!taker.write(data)) {
      behind += size;
      if (behind > Limits.MIRRORED_BYTES) {
        leave();
      }
    }
  }

  void end() {
    ended = true;
    if (exchange != null) {
      exchange.end();
    }
  }

  /** The request is not sent whole. */
  void leave() {
    if (!ended && exchange != null) {
      exchange.cancel();
      settle();
    }
  }

  private void settle() {
    if (exchange != null) {
      exchange = null;
      underWay.decrementAndGet();
    }
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {}

  @Override
  public void onBody(ByteBuf data) {
    answered += data.readableBytes();
    data.release();
    if (answered > Limits.COLLECTED_ANSWER_BYTES && exchange != null) {
      exchange.cancel();
      settle();
    }
  }

  @Override
  public void onEnd(long cpuNanos) {
    settle();
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    settle();
  }

  @Override
  public void onWritable() {
    behind = 0;
  }
}

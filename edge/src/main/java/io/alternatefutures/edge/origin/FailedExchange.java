package io.alternatefutures.edge.origin;

import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;

/** An exchange that failed before anything was sent; running it tells the listener. */
final class FailedExchange implements OriginAttempt, Runnable {
  private final ExchangeListener listener;
  private final FailureCode code;
  private final String detail;
  private boolean cancelled;

  FailedExchange(ExchangeListener listener, FailureCode code, String detail) {
    this.listener = listener;
    this.code = code;
    this.detail = detail;
  }

  @Override
  public void run() {
    if (!cancelled) {
      listener.onFailure(code, detail);
    }
  }

  @Override
  public boolean isSent() {
    return false;
  }

  @Override
  public boolean write(ByteBuf data) {
    data.release();
    return true;
  }

  @Override
  public void end() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void cancel() {
    cancelled = true;
  }
}

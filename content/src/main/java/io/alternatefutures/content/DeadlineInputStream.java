package io.alternatefutures.content;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body that fails when its reader reports no progress for too long. The timer closes the
 * stream underneath, which wakes a reader that waits for bytes. Read by one thread.
 */
final class DeadlineInputStream extends InputStream {
  private final InputStream in;
  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private ScheduledFuture<?> deadline;
  private volatile boolean expired;

  DeadlineInputStream(InputStream in, ScheduledExecutorService timer, Duration timeout) {
    this.in = in;
    this.timer = timer;
    this.timeout = timeout;
    this.deadline = arm();
  }

  /** Starts the time anew. */
  void progress() {
    deadline.cancel(false);
    deadline = arm();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException e) {
      if (expired) {
        throw timedOut(e);
      }
      throw e;
    }
    if (expired) {
      throw timedOut(null);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    deadline.cancel(false);
    in.close();
  }

  private ScheduledFuture<?> arm() {
    return timer.schedule(this::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void expire() {
    expired = true;
    try {
      in.close();
    } catch (IOException e) {
      // The reader is told by the flag; how the close went makes no difference to it.
      return;
    }
  }

  private GatewayException timedOut(@Nullable IOException cause) {
    return new GatewayException(
        GatewayException.Kind.FAILED,
        "sent no whole block within " + timeout.toMillis() + " ms",
        cause);
  }
}

package io.alternatefutures.control.http;

import io.alternatefutures.control.Limits;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream for blocking code. The event loop fills it, one virtual thread reads
 * it; when {@link Limits#UPLOAD_BUFFER_BYTES} wait to be read the client is held back.
 */
final class BodyInputStream extends InputStream {
  private final HttpServerRequest request;
  private final Context context;
  private final long limit;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Buffer> chunks = new ArrayDeque<>();
  private int waiting;
  private boolean paused;
  private boolean ended;
  private @Nullable Throwable failure;

  /** Bytes received so far; only the event loop touches it. */
  private long received;

  /** The chunk being read and how far; only the reader touches them. */
  private @Nullable Buffer current;

  private int position;

  /**
   * Starts to take in the body of {@code request}, which is paused; on its event loop.
   *
   * @param limit most bytes taken; with more, reading fails
   */
  BodyInputStream(HttpServerRequest request, Context context, long limit) {
    this.request = request;
    this.context = context;
    this.limit = limit;
    request.handler(this::accept);
    request.endHandler(_ -> finish(null));
    request.exceptionHandler(this::finish);
    request.resume();
  }

  private void accept(Buffer chunk) {
    if (chunk.length() == 0) {
      return;
    }
    received += chunk.length();
    if (received > limit) {
      finish(Bodies.tooLarge("The upload", -1, limit));
      Bodies.discard(request);
      return;
    }
    lock.lock();
    try {
      chunks.add(chunk);
      waiting += chunk.length();
      if (waiting > Limits.UPLOAD_BUFFER_BYTES && !paused) {
        paused = true;
        request.pause();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void finish(@Nullable Throwable cause) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    Buffer chunk = current;
    if (chunk == null || position == chunk.length()) {
      chunk = next();
      current = chunk;
      position = 0;
      if (chunk == null) {
        return -1;
      }
    }
    int count = Math.min(length, chunk.length() - position);
    chunk.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }

  /** The next chunk that has bytes; null at the end. */
  private @Nullable Buffer next() throws IOException {
    lock.lock();
    try {
      long left = Limits.UPLOAD_STALL.toNanos();
      while (failure == null && chunks.isEmpty() && !ended) {
        if (left <= 0) {
          throw new IOException(
              "The upload stood still for " + Limits.UPLOAD_STALL.toSeconds() + " s");
        }
        left = changed.awaitNanos(left);
      }
      if (failure != null) {
        throw failed(failure);
      }
      Buffer chunk = chunks.poll();
      if (chunk != null) {
        waiting -= chunk.length();
        resumeWhenDrained();
      }
      return chunk;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopping");
    } finally {
      lock.unlock();
    }
  }

  private void resumeWhenDrained() {
    if (paused && waiting <= Limits.UPLOAD_BUFFER_BYTES / 2) {
      paused = false;
      context.runOnContext(_ -> request.resume());
    }
  }

  private static IOException failed(Throwable failure) {
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    return new IOException("The upload broke off", failure);
  }
}

package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs blocking work on virtual threads, so many at once, and hands results to the event loop. */
final class BlockingCalls {
  private final Vertx vertx;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
  private final Semaphore permits = new Semaphore(Limits.CONCURRENT_CALLS);

  BlockingCalls(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs {@code work}; the result arrives on the event loop that calls this. */
  <T> Future<T> run(Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    if (!permits.tryAcquire()) {
      return Future.failedFuture(overloaded());
    }
    try {
      threads.execute(() -> {
        try {
          T result = work.call();
          context.runOnContext(_ -> promise.complete(result));
        } catch (Throwable e) {
          context.runOnContext(_ -> promise.fail(e));
        } finally {
          permits.release();
        }
      });
    } catch (RejectedExecutionException e) {
      permits.release();
      return Future.failedFuture(e);
    }
    return promise.future();
  }

  /** Waits for calls under way, then interrupts those that remain. */
  void close(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ControlException overloaded() {
    return new ControlException(
        ErrorCode.OVERLOADED,
        "The control API already has " + Limits.CONCURRENT_CALLS + " calls under way. Try again");
  }
}

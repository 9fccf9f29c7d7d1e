package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.limits.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The few threads that check passwords, which is slow by intention. Thread-safe. */
final class PasswordChecks implements AutoCloseable {
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          Limits.PASSWORD_CHECKS,
          Limits.PASSWORD_CHECKS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(Limits.WAITING_PASSWORD_CHECKS),
          Thread.ofPlatform().daemon().name("edge-passwords-", 0).factory());

  PasswordChecks() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs {@code check} soon, and tells whether there is room for it. */
  boolean run(Runnable check) {
    try {
      threads.execute(check);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

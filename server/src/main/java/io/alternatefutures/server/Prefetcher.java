package io.alternatefutures.server;

import io.alternatefutures.content.ContentStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.FunctionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the content of new deployments, from siblings or gateways, before they are served here.
 * Safe for use by many threads.
 */
final class Prefetcher implements AutoCloseable {
  /** Contents fetched at once. */
  private static final int FETCHES = 8;

  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);

  private final ContentStore content;
  private final Map<FunctionId, Cid> lacking = new ConcurrentHashMap<>();
  private final Semaphore permits = new Semaphore(FETCHES);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("prefetch-", 0).factory());

  Prefetcher(ContentStore content) {
    this.content = content;
  }

  /**
   * Whether the function's new content is still to come. When it is, {@code fetched} is called once
   * it is here.
   */
  boolean lacks(FunctionId id, Cid cid, Consumer<FunctionId> fetched) {
    try {
      if (content.has(cid)) {
        lacking.remove(id);
        return false;
      }
    } catch (IOException e) {
      LOG.warn("the block store cannot be read: {}", e.getMessage());
      return false;
    }
    if (!cid.equals(lacking.put(id, cid))) {
      threads.execute(() -> fetch(id, cid, fetched));
    }
    return true;
  }

  /** Ends what waits for a function that is gone or has content that is here. */
  void forget(FunctionId id) {
    lacking.remove(id);
  }

  /** Functions whose newest deployment is not served yet. */
  Set<FunctionId> lacking() {
    return Set.copyOf(lacking.keySet());
  }

  private void fetch(FunctionId id, Cid cid, Consumer<FunctionId> fetched) {
    Duration pause = FIRST_RETRY;
    try {
      while (cid.equals(lacking.get(id)) && !fetch(cid)) {
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
      }
    } catch (InterruptedException closed) {
      return;
    }
    if (lacking.remove(id, cid)) {
      fetched.accept(id);
    }
  }

  private boolean fetch(Cid cid) throws InterruptedException {
    permits.acquire();
    try {
      content.ensure(cid);
      return true;
    } catch (IOException e) {
      LOG.warn("content of a new deployment is not here yet: {}", e.getMessage());
      return false;
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

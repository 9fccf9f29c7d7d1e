package io.alternatefutures.store;

import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.model.FunctionId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Keeps what a feed tells. */
final class HeardChanges implements CatalogListener {
  private final BlockingQueue<CatalogChange> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> purges = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> usage = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  @Override
  public void changed(CatalogChange change) {
    changes.add(change);
  }

  @Override
  public void purged(FunctionId function, String prefix) {
    purges.add(function.value() + " " + prefix);
  }

  @Override
  public void allowancesUsed(String told) {
    usage.add(told);
  }

  @Override
  public void connected() {
    connections.incrementAndGet();
  }

  @Override
  public void disconnected() {}

  void awaitConnections(int count) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> connections.get() >= count);
  }

  CatalogChange next() throws InterruptedException {
    CatalogChange change = changes.poll(20, TimeUnit.SECONDS);
    if (change == null) {
      throw new AssertionError("no change was told");
    }
    return change;
  }

  String nextUsage() throws InterruptedException {
    String told = usage.poll(20, TimeUnit.SECONDS);
    if (told == null) {
      throw new AssertionError("no usage was told");
    }
    return told;
  }

  String nextPurge() throws InterruptedException {
    String purge = purges.poll(20, TimeUnit.SECONDS);
    if (purge == null) {
      throw new AssertionError("no purge was told");
    }
    return purge;
  }
}

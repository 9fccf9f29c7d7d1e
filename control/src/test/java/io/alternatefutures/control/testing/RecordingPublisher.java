package io.alternatefutures.control.testing;

import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionId;

/** Keeps what a data plane would serve. Safe for use by many threads. */
public final class RecordingPublisher implements CatalogPublisher {
  private CatalogSnapshot served = CatalogSnapshot.empty();

  @Override
  public synchronized void publish(CatalogEntry entry) {
    served = served.with(entry);
  }

  @Override
  public synchronized void remove(FunctionId id) {
    served = served.without(id);
  }

  /** What is served now. */
  public synchronized CatalogSnapshot served() {
    return served;
  }
}

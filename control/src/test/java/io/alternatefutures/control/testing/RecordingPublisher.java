package io.alternatefutures.control.testing;

import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionId;

/** Keeps what a data plane would serve. Safe for use by many threads. */
public final class RecordingPublisher implements CatalogPublisher {
  private final CatalogSource source;
  private CatalogSnapshot served = CatalogSnapshot.empty();

  public RecordingPublisher(CatalogSource source) {
    this.source = source;
  }

  @Override
  public synchronized void refresh(FunctionId id) {
    served = source.load(id).map(served::with).orElseGet(() -> served.without(id));
  }

  /** What is served now. */
  public synchronized CatalogSnapshot served() {
    return served;
  }
}

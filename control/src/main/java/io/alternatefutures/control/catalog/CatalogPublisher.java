package io.alternatefutures.control.catalog;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionId;

/**
 * Tells the data plane of this instance what changed. Calls for one function come one after the
 * other, each after the change was stored.
 */
public interface CatalogPublisher {
  /** Returns when every request accepted from now on sees {@code entry}. */
  void publish(CatalogEntry entry);

  /** Returns when no request accepted from now on reaches the function. */
  void remove(FunctionId id);
}

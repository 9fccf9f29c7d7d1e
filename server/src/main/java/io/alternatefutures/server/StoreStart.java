package io.alternatefutures.server;

import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.store.Store;
import io.alternatefutures.store.StoreOpenException;
import io.alternatefutures.store.StoreOptions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store at the start.
 *
 * @param lastKnown the functions to serve until the database answers; empty when it did
 */
record StoreStart(Store store, Optional<CatalogSnapshot> lastKnown) {
  private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);

  /**
   * Opens the store, or one that waits for its database when that is away and {@code last} knows
   * what to serve meanwhile.
   *
   * @throws StoreOpenException when neither can be done
   */
  static StoreStart open(StoreOptions options, LastCatalog last) {
    try {
      return new StoreStart(Store.open(options), Optional.empty());
    } catch (StoreOpenException failure) {
      Optional<CatalogSnapshot> lastKnown = failure.isAway() ? last.read() : Optional.empty();
      if (lastKnown.isEmpty()) {
        throw failure;
      }
      LOG.warn("{}. Until then the functions known last are served", failure.getMessage());
      return new StoreStart(Store.openWhenReachable(options), lastKnown);
    }
  }
}

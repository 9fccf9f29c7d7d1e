package io.alternatefutures.server;

import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.control.function.AnswerCache;
import io.alternatefutures.edge.cache.ResponseCache;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Forgets answers that routes keep, here and at all other runtimes on the database. Thread-safe.
 */
final class AnswerPurges implements AnswerCache, CatalogListener {
  private final Store store;
  private final @Nullable ResponseCache answers;
  private final CatalogListener catalog;

  /**
   * @param answers null for a runtime without an edge
   * @param catalog gets all that is not about answers
   */
  AnswerPurges(Store store, @Nullable ResponseCache answers, CatalogListener catalog) {
    this.store = store;
    this.answers = answers;
    this.catalog = catalog;
  }

  @Override
  public int purge(FunctionId function, String prefix) {
    int purged = answers == null ? 0 : answers.purge(function, prefix);
    store.announcePurge(function, prefix);
    return purged;
  }

  @Override
  public void purged(FunctionId function, String prefix) {
    if (answers != null) {
      answers.purge(function, prefix);
    }
  }

  @Override
  public void changed(CatalogChange change) {
    catalog.changed(change);
  }

  @Override
  public void allowancesUsed(String usage) {
    catalog.allowancesUsed(usage);
  }

  /** A purge may have been missed, so nothing that was kept before can be told to be good. */
  @Override
  public void connected() {
    if (answers != null) {
      answers.purgeAll();
    }
    catalog.connected();
  }

  @Override
  public void disconnected() {
    catalog.disconnected();
  }
}

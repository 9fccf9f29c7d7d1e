package io.alternatefutures.control.catalog;

import io.alternatefutures.control.Locks;
import io.alternatefutures.model.FunctionId;
import java.util.function.Supplier;

/**
 * Stores a change and publishes what is stored then, as one step for each function. Safe for use by
 * many threads; methods block.
 */
public final class CatalogChanges {
  private final Locks locks = new Locks();
  private final CatalogPublisher publisher;

  public CatalogChanges(CatalogPublisher publisher) {
    this.publisher = publisher;
  }

  /** Does {@code change} to the function {@code id}, and returns when this instance serves it. */
  public <T> T apply(FunctionId id, Supplier<T> change) {
    return locks.with(
        id,
        () -> {
          T result = change.get();
          publisher.refresh(id);
          return result;
        });
  }
}

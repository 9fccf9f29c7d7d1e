package io.alternatefutures.control.catalog;

import io.alternatefutures.control.Locks;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores a change and publishes what is stored then, as one step for each function: without that,
 * of two changes at once the older could be published last. Safe for use by many threads; methods
 * block.
 */
public final class CatalogChanges {
  private final Locks locks = new Locks();
  private final CatalogSource source;
  private final CatalogPublisher publisher;

  public CatalogChanges(CatalogSource source, CatalogPublisher publisher) {
    this.source = source;
    this.publisher = publisher;
  }

  /** Does {@code change} to the function {@code id}, and returns when this instance serves it. */
  public <T> T apply(FunctionId id, Supplier<T> change) {
    return locks.with(
        id,
        () -> {
          T result = change.get();
          Optional<CatalogEntry> entry = source.load(id);
          if (entry.isPresent()) {
            publisher.publish(entry.get());
          } else {
            publisher.remove(id);
          }
          return result;
        });
  }
}

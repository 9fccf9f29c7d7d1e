package io.alternatefutures.control.catalog;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionId;
import java.util.Collection;
import java.util.Optional;

/**
 * What is stored, as the data plane needs it. Methods block, and throw {@link
 * io.alternatefutures.control.StoreUnavailableException} when the database does not answer.
 */
public interface CatalogSource {
  /** Every function of every project. */
  Collection<CatalogEntry> loadAll();

  /** One function. */
  Optional<CatalogEntry> load(FunctionId id);

  /**
   * A number that grows with every change of what {@link #loadAll} gives, made by any instance.
   * Read before {@link #loadAll}, it tells cheaply whether another instance changed something
   * since.
   */
  long revision();
}

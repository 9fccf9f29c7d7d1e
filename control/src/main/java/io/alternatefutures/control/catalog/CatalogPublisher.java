package io.alternatefutures.control.catalog;

import io.alternatefutures.model.FunctionId;

/** The data plane of this instance, which is told what changed. */
public interface CatalogPublisher {
  /**
   * Returns when every request accepted from now on sees what is stored of the function. Of calls
   * at once the one that reads last is the one that is seen last.
   */
  void refresh(FunctionId id);
}

package io.alternatefutures.control.catalog;

import io.alternatefutures.model.FunctionId;

/** Is told of changes as the database announces them. Methods return at once. */
public interface CatalogListener {
  /** A change, in the order of revisions. */
  void changed(CatalogChange change);

  /**
   * Kept answers are to be forgotten.
   *
   * @param prefix of the paths they were asked for with
   */
  void purged(FunctionId function, String prefix);

  /**
   * An instance gave of allowances that all give together; this one may be it.
   *
   * @param usage as it was announced
   */
  default void allowancesUsed(String usage) {}

  /** Announcements begin, or begin again: some may have been missed before. */
  void connected();

  /** Announcements have ended; changes can only be found by asking. */
  void disconnected();
}

package io.alternatefutures.server;

import io.alternatefutures.edge.AccessRecord;

/** Turns an access record into text. */
@FunctionalInterface
interface AccessLineFormat {
  /** Appends the lines for {@code entry}, with their ends. */
  void append(StringBuilder out, AccessRecord entry);
}

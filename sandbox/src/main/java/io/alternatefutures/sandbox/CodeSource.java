package io.alternatefutures.sandbox;

import io.alternatefutures.model.Cid;

/** Port: reads a function's code, verified against its CID. */
@FunctionalInterface
public interface CodeSource {
  /**
   * Reads and verifies; may block, so it is called on a virtual thread.
   *
   * @throws CodeUnavailableException when no source has it whole and unchanged
   */
  byte[] load(Cid cid) throws CodeUnavailableException;
}

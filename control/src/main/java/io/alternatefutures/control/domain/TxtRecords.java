package io.alternatefutures.control.domain;

import java.io.IOException;
import java.util.List;

/** Looks up TXT records in the DNS. */
@FunctionalInterface
public interface TxtRecords {
  /**
   * The texts at {@code name}; none when the name does not exist or has no such record. Blocks for
   * seconds at most.
   *
   * @throws IOException when no server answers
   */
  List<String> of(String name) throws IOException;
}

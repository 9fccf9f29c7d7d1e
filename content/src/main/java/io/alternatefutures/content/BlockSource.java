package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;

/** Where blocks come from. An implementation verifies every block before it hands it out. */
@FunctionalInterface
public interface BlockSource {
  /**
   * The block that {@code cid} names.
   *
   * @throws ContentException with code {@code CONTENT_UNAVAILABLE} when it is not there, and {@code
   *     CONTENT_CORRUPT} when it is there but wrong
   */
  byte[] get(Cid cid) throws IOException;
}

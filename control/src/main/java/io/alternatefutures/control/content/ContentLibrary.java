package io.alternatefutures.control.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;

/**
 * Content that is here, verified against its CID whenever it is written or read. Methods block, and
 * throw {@link io.alternatefutures.control.ControlException} with the code of what is wrong.
 */
public interface ContentLibrary {
  /** Whether all of this content is here. */
  boolean has(Cid cid);

  /** Adds a file; returns when it is durable. */
  Cid add(byte[] file);

  /**
   * Adds the blocks of a CAR while it streams in; returns its root when all are durable.
   *
   * @throws io.alternatefutures.control.ControlException {@code CONTENT_INVALID}, naming the CID,
   *     when a block does not hash to its CID, is too large, or the CAR is malformed
   * @throws IOException as {@code car} throws it
   */
  Cid importCar(InputStream car) throws IOException;

  /**
   * Returns when all of this content is here, fetching it when it is missing.
   *
   * @throws io.alternatefutures.control.ControlException {@code CONTENT_NOT_FOUND} when no source
   *     has it
   */
  void ensure(Cid cid);

  /**
   * The bytes of a file.
   *
   * @param limit largest number of bytes given back
   * @throws io.alternatefutures.control.ControlException {@code BAD_USER_INPUT} when it is no file
   *     or larger, {@code CONTENT_NOT_FOUND}, {@code CONTENT_CORRUPT}
   */
  byte[] read(Cid cid, int limit);

  /**
   * One block that is here, verified; it is not looked for elsewhere.
   *
   * @throws io.alternatefutures.control.ControlException {@code CONTENT_NOT_FOUND}, {@code
   *     CONTENT_CORRUPT}
   */
  byte[] block(Cid cid);

  /** Removes content; false when it was not here. */
  boolean delete(Cid cid);
}

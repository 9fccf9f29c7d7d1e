package io.alternatefutures.content;

import io.alternatefutures.model.Cid;

/** A block on disk does not hash to its CID. The file has been set aside. */
public final class CorruptBlockException extends ContentException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  CorruptBlockException(Cid cid, String message) {
    super(ContentCode.CONTENT_CORRUPT, message);
    this.cid = cid;
  }

  /** The CID whose block is bad. */
  public Cid cid() {
    return cid;
  }
}

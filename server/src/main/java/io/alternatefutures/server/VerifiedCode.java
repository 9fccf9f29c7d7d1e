package io.alternatefutures.server;

import io.alternatefutures.content.ContentCode;
import io.alternatefutures.content.ContentException;
import io.alternatefutures.content.ContentStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.sandbox.CodeSource;
import io.alternatefutures.sandbox.CodeUnavailableException;
import io.alternatefutures.sandbox.FailureCode;
import io.alternatefutures.sandbox.protocol.Limits;
import java.io.IOException;

/** Reads code from the block store, where every block is verified before it is given. */
record VerifiedCode(ContentStore store) implements CodeSource {
  @Override
  public byte[] load(Cid cid) throws CodeUnavailableException {
    try {
      return store.read(cid, Limits.MAX_SOURCE_BYTES);
    } catch (ContentException failure) {
      FailureCode code =
          failure.code() == ContentCode.CONTENT_CORRUPT
                  || failure.code() == ContentCode.CONTENT_INVALID
              ? FailureCode.CONTENT_CORRUPT
              : FailureCode.CONTENT_UNAVAILABLE;
      throw new CodeUnavailableException(code, String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      throw new CodeUnavailableException(
          FailureCode.CONTENT_UNAVAILABLE, "the block store cannot be read: " + failure);
    }
  }
}

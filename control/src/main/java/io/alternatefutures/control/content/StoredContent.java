package io.alternatefutures.control.content;

import io.alternatefutures.content.ContentException;
import io.alternatefutures.content.ContentStore;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;

/** The content of this instance's block store. Safe for use by many threads. */
public final class StoredContent implements ContentLibrary {
  private final ContentStore store;
  private final long carBytes;

  /**
   * @param carBytes largest CAR taken in, in bytes
   */
  public StoredContent(ContentStore store, long carBytes) {
    this.store = store;
    this.carBytes = carBytes;
  }

  @Override
  public boolean has(Cid cid) {
    return answer(() -> store.has(cid));
  }

  @Override
  public Cid add(byte[] file) {
    return answer(() -> store.addFile(file));
  }

  @Override
  public Cid importCar(InputStream car) throws IOException {
    try {
      return store.importCar(car, carBytes);
    } catch (ContentException e) {
      throw known(e);
    }
  }

  @Override
  public void ensure(Cid cid) {
    answer(() -> {
      store.ensure(cid);
      return cid;
    });
  }

  @Override
  public byte[] read(Cid cid, int limit) {
    return answer(() -> store.read(cid, limit));
  }

  @Override
  public byte[] block(Cid cid) {
    return answer(() -> store.block(cid));
  }

  @Override
  public boolean delete(Cid cid) {
    return answer(() -> store.delete(cid));
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T answer(Action<T> action) {
    try {
      return action.run();
    } catch (ContentException e) {
      throw known(e);
    } catch (IOException e) {
      throw new ControlException(
          ErrorCode.INTERNAL_SERVER_ERROR, "The block store failed. The runtime's log has why", e);
    }
  }

  private static ControlException known(ContentException failure) {
    ErrorCode code =
        switch (failure.code()) {
          case CONTENT_CORRUPT -> ErrorCode.CONTENT_CORRUPT;
          case CONTENT_UNAVAILABLE, CONTENT_PATH_NOT_FOUND -> ErrorCode.CONTENT_NOT_FOUND;
          case CONTENT_INVALID -> ErrorCode.CONTENT_INVALID;
          case CONTENT_TOO_LARGE -> ErrorCode.PAYLOAD_TOO_LARGE;
          case CONTENT_WRONG_TYPE -> ErrorCode.BAD_USER_INPUT;
          case CONTENT_STORAGE_FULL -> ErrorCode.STORAGE_FULL;
          case CONTENT_BUSY -> ErrorCode.OVERLOADED;
        };
    return new ControlException(code, String.valueOf(failure.getMessage()), failure);
  }
}

package io.alternatefutures.content;

import java.io.IOException;
import java.io.InputStream;

/** Fails as soon as more than a number of bytes has been read. */
final class MeteredInputStream extends InputStream {
  private final InputStream in;
  private final long limit;
  private final String what;
  private long count;

  MeteredInputStream(InputStream in, long limit, String what) {
    this.in = in;
    this.limit = limit;
    this.what = what;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      add(1);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      add(read);
    }
    return read;
  }

  private void add(int more) throws ContentException {
    count += more;
    if (count > limit) {
      throw ContentException.tooLarge(what + " has more than " + limit + " bytes");
    }
  }
}

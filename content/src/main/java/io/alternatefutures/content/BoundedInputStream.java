package io.alternatefutures.content;

import java.io.IOException;
import java.io.InputStream;

/** Ends after a number of bytes, as if the underlying stream ended there. */
final class BoundedInputStream extends InputStream {
  private final InputStream in;
  private long left;

  BoundedInputStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int next = in.read();
    if (next >= 0) {
      left--;
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count > 0) {
      left -= count;
    }
    return count;
  }
}

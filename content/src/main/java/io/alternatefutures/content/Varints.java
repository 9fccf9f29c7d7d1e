package io.alternatefutures.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Unsigned varints of the multiformats specification on streams. */
final class Varints {
  /** What {@link #read} gives at the end of the stream. */
  static final long END = -1;

  private Varints() {}

  /**
   * Reads one varint of at most nine bytes in its shortest form.
   *
   * @return {@link #END} when the stream ends before its first byte
   */
  static long read(InputStream in, String what) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = in.read();
      if (next < 0) {
        if (shift == 0) {
          return END;
        }
        throw ContentException.invalid(what + ": varint is cut short");
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw ContentException.invalid(what + ": varint is not in its shortest form");
        }
        return value;
      }
    }
    throw ContentException.invalid(what + ": varint is longer than nine bytes");
  }

  static void write(OutputStream out, long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}

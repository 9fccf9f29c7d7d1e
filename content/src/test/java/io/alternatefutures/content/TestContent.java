package io.alternatefutures.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Bytes for tests, the same in every run. */
final class TestContent {
  private TestContent() {}

  /** Bytes that do not repeat from chunk to chunk. */
  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** A stream that hands out a few bytes at a time, as a network does. */
  static InputStream trickling(InputStream in) {
    return new InputStream() {
      private int turn;

      @Override
      public int read() throws IOException {
        return in.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        turn = turn % 7 + 1;
        return in.read(buffer, offset, Math.min(length, turn));
      }
    };
  }
}

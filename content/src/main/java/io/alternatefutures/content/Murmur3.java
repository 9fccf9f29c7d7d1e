package io.alternatefutures.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first 64 bits of MurmurHash3 x64-128 with seed 0 (multicodec murmur3-x64-64), which UnixFS
 * uses to place names in sharded directories.
 */
final class Murmur3 {
  /** Multicodec of murmur3-x64-64. */
  static final long MULTICODEC = 0x22;

  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur3() {}

  static long hash64(byte[] data) {
    long h1 = 0;
    long h2 = 0;
    int blocksEnd = data.length & ~15;
    for (int at = 0; at < blocksEnd; at += 16) {
      h1 ^= mix1((long) LONGS.get(data, at));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mix2((long) LONGS.get(data, at + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    h2 ^= mix2(tail(data, blocksEnd + 8));
    h1 ^= mix1(tail(data, blocksEnd));
    h1 ^= data.length;
    h2 ^= data.length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  /** Up to eight bytes from {@code from}, little-endian; zero when there are none. */
  private static long tail(byte[] data, int from) {
    long value = 0;
    int end = Math.min(data.length, from + 8);
    for (int i = end - 1; i >= from; i--) {
      value = (value << 8) | (data[i] & 0xff);
    }
    return value;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long value) {
    long k = value;
    k = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
    k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return k ^ (k >>> 33);
  }
}

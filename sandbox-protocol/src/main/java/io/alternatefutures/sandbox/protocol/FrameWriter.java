package io.alternatefutures.sandbox.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds frames in a growing buffer. Not thread-safe. The header's length is filled in by {@link
 * #end}, so a payload needs no measuring beforehand.
 */
public final class FrameWriter {
  private byte[] bytes = new byte[512];
  private int size;
  private int start = -1;

  /** Starts a frame. */
  public FrameWriter begin(byte type, int stream) {
    start = size;
    reserve(Limits.HEADER_BYTES);
    size += 4;
    bytes[size++] = type;
    putInt(stream);
    return this;
  }

  /** Ends the frame begun last. */
  public void end() {
    int length = size - start - Limits.HEADER_BYTES;
    bytes[start] = (byte) (length >>> 24);
    bytes[start + 1] = (byte) (length >>> 16);
    bytes[start + 2] = (byte) (length >>> 8);
    bytes[start + 3] = (byte) length;
    start = -1;
  }

  /** An unsigned byte. */
  public FrameWriter u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** An unsigned 16-bit integer. */
  public FrameWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  /** An unsigned 32-bit integer. */
  public FrameWriter u32(int value) {
    reserve(4);
    putInt(value);
    return this;
  }

  /** An unsigned 64-bit integer. */
  public FrameWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  /** A UTF-8 text. */
  public FrameWriter text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return u32(encoded.length).raw(encoded);
  }

  /** A Latin-1 text; characters above U+00FF become {@code ?}. */
  public FrameWriter latin1(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.ISO_8859_1);
    return u32(encoded.length).raw(encoded);
  }

  /** Bytes without a length. */
  public FrameWriter raw(byte[] value) {
    return raw(value, 0, value.length);
  }

  /** Some bytes without a length. */
  public FrameWriter raw(byte[] value, int offset, int length) {
    reserve(length);
    System.arraycopy(value, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** How many bytes the finished frames have. */
  public int size() {
    return size;
  }

  /**
   * The finished frames, as a view that is valid until the next {@link #begin} or {@link #clear}.
   */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** The finished frames, as a copy. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets the first {@code count} bytes, which have been sent. */
  public void discard(int count) {
    if (count == size) {
      clear();
      return;
    }
    System.arraycopy(bytes, count, bytes, 0, size - count);
    size -= count;
  }

  /** Forgets everything written. */
  public void clear() {
    size = 0;
    if (bytes.length > Limits.WINDOW_BYTES) {
      bytes = new byte[512];
    }
  }

  private void putInt(int value) {
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}

package io.alternatefutures.content;

import java.io.ByteArrayOutputStream;

/** Writes protobuf fields in the order in which it is asked to. */
final class ProtobufWriter {
  private final ByteArrayOutputStream out;

  ProtobufWriter(int expectedSize) {
    this.out = new ByteArrayOutputStream(expectedSize);
  }

  ProtobufWriter varint(int field, long value) {
    rawVarint((long) field << 3 | ProtobufReader.VARINT);
    rawVarint(value);
    return this;
  }

  ProtobufWriter bytes(int field, byte[] value) {
    rawVarint((long) field << 3 | ProtobufReader.BYTES);
    rawVarint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Bytes that {@code value} takes as an unsigned varint. */
  static int varintSize(long value) {
    return value == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7;
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}

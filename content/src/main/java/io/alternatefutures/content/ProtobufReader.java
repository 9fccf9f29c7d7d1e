package io.alternatefutures.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one protobuf message from a byte range. Knows wire types and nothing of any schema; every
 * length is checked against the range before it is used.
 */
final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] buffer;
  private final int end;
  private int position;
  private int wireType;

  ProtobufReader(byte[] buffer) {
    this(buffer, 0, buffer.length);
  }

  private ProtobufReader(byte[] buffer, int start, int end) {
    this.buffer = buffer;
    this.position = start;
    this.end = end;
  }

  /** Moves to the next field; its number, or 0 at the end of the message. */
  int nextField() throws ContentException {
    if (position == end) {
      return 0;
    }
    long key = varint();
    wireType = (int) (key & 7);
    long number = key >>> 3;
    if (number < 1 || number > 0x1fff_ffff) {
      throw ContentException.invalid("protobuf field number " + number + " is out of range");
    }
    return (int) number;
  }

  int wireType() {
    return wireType;
  }

  void require(int expected, String what) throws ContentException {
    if (wireType != expected) {
      throw ContentException.invalid(
          what + " has protobuf wire type " + wireType + "; expected " + expected);
    }
  }

  /** An unsigned 64-bit varint; at most ten bytes. */
  long varint() throws ContentException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == end) {
        throw ContentException.invalid("protobuf varint is cut short");
      }
      byte next = buffer[position++];
      if (shift == 63 && (next & 0xfe) != 0) {
        throw ContentException.invalid("protobuf varint does not fit 64 bits");
      }
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw ContentException.invalid("protobuf varint is longer than ten bytes");
  }

  /** A varint that counts bytes or items and therefore is not negative. */
  long count(String what) throws ContentException {
    long value = varint();
    if (value < 0) {
      throw ContentException.invalid(what + " " + Long.toUnsignedString(value) + " is too large");
    }
    return value;
  }

  byte[] bytes() throws ContentException {
    int length = length();
    byte[] out = new byte[length];
    System.arraycopy(buffer, position, out, 0, length);
    position += length;
    return out;
  }

  String string() throws ContentException {
    int length = length();
    try {
      String out =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(buffer, position, length))
              .toString();
      position += length;
      return out;
    } catch (CharacterCodingException e) {
      throw new ContentException(
          ContentCode.CONTENT_INVALID, "protobuf string is not valid UTF-8", e);
    }
  }

  ProtobufReader message() throws ContentException {
    int length = length();
    ProtobufReader inner = new ProtobufReader(buffer, position, position + length);
    position += length;
    return inner;
  }

  boolean atEnd() {
    return position == end;
  }

  void skip() throws ContentException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw ContentException.invalid("protobuf wire type " + wireType + " is unknown");
    }
  }

  private int length() throws ContentException {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw ContentException.invalid(
          "protobuf field of "
              + Long.toUnsignedString(length)
              + " bytes is cut short: "
              + (end - position)
              + " bytes follow");
    }
    return (int) length;
  }

  private void advance(int count) throws ContentException {
    if (count > end - position) {
      throw ContentException.invalid("protobuf field is cut short");
    }
    position += count;
  }
}

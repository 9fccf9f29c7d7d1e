package io.alternatefutures.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The part of CBOR (RFC 8949) that a CAR header needs: definite lengths only, as dag-cbor asks. */
final class CborReader {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int SIMPLE = 7;

  private final ByteBuffer in;

  CborReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  long unsigned() throws ContentException {
    return head(UNSIGNED, "an unsigned integer");
  }

  long map() throws ContentException {
    return head(MAP, "a map");
  }

  long array() throws ContentException {
    return head(ARRAY, "an array");
  }

  void tag(long expected) throws ContentException {
    long tag = head(TAG, "tag " + expected);
    if (tag != expected) {
      throw ContentException.invalid("CBOR tag is " + tag + "; expected " + expected);
    }
  }

  byte[] bytes() throws ContentException {
    return take(head(BYTES, "bytes"));
  }

  String text() throws ContentException {
    byte[] bytes = take(head(TEXT, "text"));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ContentException(ContentCode.CONTENT_INVALID, "CBOR text is not valid UTF-8", e);
    }
  }

  void requireEnd() throws ContentException {
    if (in.hasRemaining()) {
      throw ContentException.invalid(in.remaining() + " bytes follow the CBOR value");
    }
  }

  void skip() throws ContentException {
    skip(0);
  }

  private void skip(int depth) throws ContentException {
    if (depth > Limits.MAX_CBOR_DEPTH) {
      throw ContentException.invalid(
          "CBOR is nested more than " + Limits.MAX_CBOR_DEPTH + " levels deep");
    }
    int initial = next();
    long argument = argument(initial & 0x1f);
    switch (initial >>> 5) {
      case UNSIGNED, NEGATIVE, SIMPLE -> {}
      case BYTES, TEXT -> take(argument);
      case ARRAY -> skipItems(argument, depth);
      case MAP -> {
        skipItems(argument, depth);
        skipItems(argument, depth);
      }
      default -> skip(depth + 1);
    }
  }

  /** Each item takes a byte at least, so a count beyond the input fails before it is long. */
  private void skipItems(long count, int depth) throws ContentException {
    for (long i = 0; i < count; i++) {
      skip(depth + 1);
    }
  }

  private long head(int majorType, String expected) throws ContentException {
    int initial = next();
    if (initial >>> 5 != majorType) {
      throw ContentException.invalid(
          "CBOR has major type " + (initial >>> 5) + " where " + expected + " is expected");
    }
    return argument(initial & 0x1f);
  }

  private long argument(int additional) throws ContentException {
    int width =
        switch (additional) {
          case 24 -> 1;
          case 25 -> 2;
          case 26 -> 4;
          case 27 -> 8;
          default -> 0;
        };
    if (width == 0) {
      if (additional > 23) {
        throw ContentException.invalid("CBOR of indefinite or reserved length");
      }
      return additional;
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = (value << 8) | next();
    }
    if (value < 0) {
      throw ContentException.invalid("CBOR number is too large");
    }
    return value;
  }

  private int next() throws ContentException {
    if (!in.hasRemaining()) {
      throw ContentException.invalid("CBOR is cut short");
    }
    return in.get() & 0xff;
  }

  private byte[] take(long length) throws ContentException {
    if (length > in.remaining()) {
      throw ContentException.invalid(
          "CBOR value of " + length + " bytes is cut short: " + in.remaining() + " bytes follow");
    }
    byte[] out = new byte[(int) length];
    in.get(out);
    return out;
  }
}

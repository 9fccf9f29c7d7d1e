package io.alternatefutures.sandbox.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a payload; anything that does not fit is a {@link ProtocolException}. */
public final class FrameReader {
  private final ByteBuffer payload;

  /** Reads {@code payload} from its position to its limit. */
  public FrameReader(ByteBuffer payload) {
    this.payload = payload;
  }

  /** An unsigned byte. */
  public int u8() {
    require(1);
    return payload.get() & 0xff;
  }

  /** An unsigned 16-bit integer. */
  public int u16() {
    require(2);
    return payload.getShort() & 0xffff;
  }

  /** An unsigned 32-bit integer that fits an {@code int}. */
  public int u31() {
    require(4);
    int value = payload.getInt();
    if (value < 0) {
      throw new ProtocolException("an integer is over 2^31-1");
    }
    return value;
  }

  /** An unsigned 64-bit integer that fits a {@code long}. */
  public long u63() {
    require(8);
    long value = payload.getLong();
    if (value < 0) {
      throw new ProtocolException("an integer is over 2^63-1");
    }
    return value;
  }

  /** A UTF-8 text of at most {@code maxBytes}. */
  public String text(int maxBytes) {
    return string(maxBytes, StandardCharsets.UTF_8);
  }

  /** A Latin-1 text of at most {@code maxBytes}. */
  public String latin1(int maxBytes) {
    return string(maxBytes, StandardCharsets.ISO_8859_1);
  }

  /** What is left of the payload. */
  public byte[] rest() {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /** How many bytes are left. */
  public int remaining() {
    return payload.remaining();
  }

  private String string(int maxBytes, Charset charset) {
    int length = u31();
    if (length > maxBytes) {
      throw new ProtocolException("a text has " + length + " bytes, more than " + maxBytes);
    }
    require(length);
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return new String(bytes, charset);
  }

  private void require(int bytes) {
    if (payload.remaining() < bytes) {
      throw new ProtocolException(
          "a payload ends " + (bytes - payload.remaining()) + " bytes too soon");
    }
  }
}

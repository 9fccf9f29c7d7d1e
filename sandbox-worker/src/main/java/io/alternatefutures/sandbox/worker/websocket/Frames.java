package io.alternatefutures.sandbox.worker.websocket;

/** Frames on the wire (RFC 6455 section 5.2). */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int FIN = 0x80;
  static final int MASKED = 0x80;
  static final int MASK_BYTES = 4;

  /** Largest payload whose length is in the second byte: the largest of a control frame, too. */
  static final int SHORT_BYTES = 125;

  /** The second byte's length when two or eight bytes with the length follow. */
  static final int LENGTH_16 = 126;

  static final int LENGTH_64 = 127;

  /** Longest header. */
  static final int HEADER_BYTES = 14;

  private Frames() {}

  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  /**
   * A whole, unfragmented frame.
   *
   * @param mask four bytes to mask with, as clients must; none for servers, who must not
   */
  static byte[] frame(int opcode, byte[] payload, byte... mask) {
    int length = payload.length;
    int extra = length <= SHORT_BYTES ? 0 : length <= 0xFFFF ? 2 : 8;
    byte[] frame = new byte[2 + extra + mask.length + length];
    frame[0] = (byte) (FIN | opcode);
    int masked = mask.length > 0 ? MASKED : 0;
    frame[1] = (byte) (masked | (extra == 0 ? length : extra == 2 ? LENGTH_16 : LENGTH_64));
    int at = 2;
    for (int shift = (extra - 1) * 8; shift >= 0; shift -= 8) {
      frame[at++] = (byte) ((long) length >>> shift);
    }
    System.arraycopy(mask, 0, frame, at, mask.length);
    at += mask.length;
    System.arraycopy(payload, 0, frame, at, length);
    if (masked != 0) {
      mask(frame, at, length, mask, 0);
    }
    return frame;
  }

  /**
   * Masks, or unmasks, in place.
   *
   * @param done bytes of the payload that came before these
   */
  static void mask(byte[] bytes, int from, int count, byte[] mask, int done) {
    for (int i = 0; i < count; i++) {
      bytes[from + i] ^= mask[(done + i) & 3];
    }
  }
}

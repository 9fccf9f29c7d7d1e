package io.alternatefutures.sandbox.worker.platform;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes {@link Compressor}. Anything after the end, a wrong checksum and an early end are errors,
 * as the Compression standard asks.
 */
final class Decompressor implements Coder {
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  /** Longest gzip header in bytes that is waited for. */
  private static final int MAX_HEAD_BYTES = 131_072;

  private final boolean gzip;
  private final Inflater inflater;
  private final CRC32 checksum = new CRC32();
  private byte[] head = new byte[0];
  private boolean headRead;
  private byte[] trailer = new byte[0];
  private byte[] lastInput = new byte[0];
  private boolean finishing;

  Decompressor(String format) {
    gzip = format.equals("gzip");
    inflater = new Inflater(gzip || format.equals("deflate-raw"));
  }

  @Override
  public byte[] push(byte[] input) throws OpException {
    byte[] data = input;
    if (gzip && !headRead) {
      head = join(head, input);
      int length = headLength(head);
      if (length < 0) {
        if (head.length > MAX_HEAD_BYTES) {
          throw malformed();
        }
        return new byte[0];
      }
      headRead = true;
      data = Arrays.copyOfRange(head, length, head.length);
      head = new byte[0];
    }
    if (inflater.finished()) {
      takeTrailer(data);
    } else {
      lastInput = data;
      inflater.setInput(data);
    }
    return pull();
  }

  @Override
  public byte[] pull() throws OpException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE_BYTES / 4];
    while (out.size() <= PIECE_BYTES - piece.length && !inflater.finished()) {
      int count = inflate(piece);
      if (count == 0) {
        break;
      }
      checksum.update(piece, 0, count);
      out.write(piece, 0, count);
    }
    if (inflater.finished() && inflater.getRemaining() > 0) {
      takeTrailer(remaining());
    }
    if (out.size() == 0 && finishing) {
      requireEnd();
    }
    return out.toByteArray();
  }

  private int inflate(byte[] piece) throws OpException {
    try {
      int count = inflater.inflate(piece);
      if (count == 0 && inflater.needsDictionary()) {
        throw malformed();
      }
      return count;
    } catch (DataFormatException wrong) {
      throw malformed();
    }
  }

  /** What the inflater was given beyond the end of the data; only its count is known to it. */
  private byte[] remaining() {
    byte[] rest = new byte[inflater.getRemaining()];
    System.arraycopy(lastInput, lastInput.length - rest.length, rest, 0, rest.length);
    inflater.setInput(new byte[0]);
    return rest;
  }

  private void takeTrailer(byte[] bytes) throws OpException {
    trailer = join(trailer, bytes);
    if (trailer.length > (gzip ? 8 : 0)) {
      throw new OpException("TypeError", "There is data after the end of the compressed data");
    }
    if (gzip && trailer.length == 8) {
      if (littleEndian(0) != checksum.getValue()
          || littleEndian(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
        throw malformed();
      }
    }
  }

  @Override
  public byte[] finish() throws OpException {
    finishing = true;
    return pull();
  }

  private void requireEnd() throws OpException {
    if (!inflater.finished() || (gzip && trailer.length < 8)) {
      throw new OpException("TypeError", "The compressed data ends too early");
    }
  }

  private long littleEndian(int at) {
    return (trailer[at] & 0xffL)
        | (trailer[at + 1] & 0xffL) << 8
        | (trailer[at + 2] & 0xffL) << 16
        | (trailer[at + 3] & 0xffL) << 24;
  }

  /** Length of the gzip header, or -1 while it is not complete. */
  private static int headLength(byte[] bytes) throws OpException {
    int[] expected = {0x1f, 0x8b, 8};
    for (int i = 0; i < expected.length && i < bytes.length; i++) {
      if ((bytes[i] & 0xff) != expected[i]) {
        throw malformed();
      }
    }
    if (bytes.length < 10) {
      return -1;
    }
    int flags = bytes[3];
    if ((flags & 0xe0) != 0) {
      throw malformed();
    }
    int at = 10;
    if ((flags & FLAG_EXTRA) != 0) {
      if (bytes.length < at + 2) {
        return -1;
      }
      at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
    }
    for (int flag : new int[] {FLAG_NAME, FLAG_COMMENT}) {
      if ((flags & flag) != 0) {
        while (at < bytes.length && bytes[at] != 0) {
          at++;
        }
        at++;
      }
    }
    if ((flags & FLAG_CHECKSUM) != 0) {
      at += 2;
    }
    return at <= bytes.length ? at : -1;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static OpException malformed() {
    return new OpException("TypeError", "The compressed data was not valid");
  }

  @Override
  public void close() {
    inflater.end();
  }
}

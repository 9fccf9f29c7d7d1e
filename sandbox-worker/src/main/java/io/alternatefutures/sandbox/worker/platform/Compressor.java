package io.alternatefutures.sandbox.worker.platform;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** DEFLATE (RFC 1951), bare, in zlib's wrapper (RFC 1950) or in gzip's (RFC 1952). */
final class Compressor implements Coder {
  private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private final boolean gzip;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private boolean headWritten;
  private boolean trailerWritten;

  /** The level is from 0 to 9, or -1 for the default. */
  Compressor(String format, int level) {
    gzip = format.equals("gzip");
    deflater = new Deflater(level, gzip || format.equals("deflate-raw"));
  }

  @Override
  public byte[] push(byte[] input) {
    if (gzip) {
      checksum.update(input);
    }
    deflater.setInput(input);
    return pull();
  }

  @Override
  public byte[] finish() {
    deflater.finish();
    return pull();
  }

  @Override
  public byte[] pull() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (gzip && !headWritten) {
      headWritten = true;
      out.writeBytes(GZIP_HEAD);
    }
    byte[] piece = new byte[PIECE_BYTES / 4];
    while (out.size() <= PIECE_BYTES - piece.length) {
      int count = deflater.deflate(piece);
      if (count == 0) {
        break;
      }
      out.write(piece, 0, count);
    }
    if (gzip && deflater.finished() && !trailerWritten) {
      trailerWritten = true;
      out.writeBytes(littleEndian(checksum.getValue()));
      out.writeBytes(littleEndian(deflater.getBytesRead()));
    }
    return out.size() == 0 ? Arrays.copyOf(piece, 0) : out.toByteArray();
  }

  private static byte[] littleEndian(long value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  @Override
  public void close() {
    deflater.end();
  }
}

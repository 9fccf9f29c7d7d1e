package io.alternatefutures.edge.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** One body on its way into a coding (RFC 1950, RFC 1952). Owned by one event loop. */
final class BodyCompressor implements AutoCloseable {
  /** Half the time of the usual level for a few percent of bytes. */
  private static final int LEVEL = 3;

  private static final int LEAST_ROOM = 512;
  private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final ByteBufAllocator allocator;
  private final boolean gzip;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private boolean begun;

  BodyCompressor(Coding coding, ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.gzip = coding == Coding.GZIP;
    this.deflater = new Deflater(LEVEL, gzip);
  }

  /** Takes a piece, and gives what is ready of the compressed body: often nothing. */
  ByteBuf compress(ByteBuf piece) {
    ByteBuf out = output(piece.readableBytes() / 2 + LEAST_ROOM);
    for (ByteBuffer bytes : piece.nioBuffers()) {
      if (gzip) {
        checksum.update(bytes.duplicate());
      }
      deflater.setInput(bytes);
      drain(out, Deflater.NO_FLUSH);
    }
    piece.release();
    return out;
  }

  /** Everything that was taken so far, so that the client can read it. */
  ByteBuf flush() {
    ByteBuf out = output(LEAST_ROOM);
    drain(out, Deflater.SYNC_FLUSH);
    return out;
  }

  /** The end of the compressed body. */
  ByteBuf finish() {
    ByteBuf out = output(LEAST_ROOM);
    deflater.finish();
    drain(out, Deflater.NO_FLUSH);
    if (gzip) {
      out.writeIntLE((int) checksum.getValue());
      out.writeIntLE((int) deflater.getBytesRead());
    }
    return out;
  }

  private ByteBuf output(int room) {
    ByteBuf out = allocator.ioBuffer(room);
    if (!begun) {
      begun = true;
      if (gzip) {
        out.writeBytes(GZIP_HEAD);
      }
    }
    return out;
  }

  private void drain(ByteBuf out, int flush) {
    while (true) {
      out.ensureWritable(LEAST_ROOM);
      int room = out.writableBytes();
      int written = deflater.deflate(out.nioBuffer(out.writerIndex(), room), flush);
      out.writerIndex(out.writerIndex() + written);
      if (written < room) {
        return;
      }
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}

package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CAR archive block by block, verifying each: CARv1, and the CARv1 inside a CARv2 (its
 * index is ignored). Memory is bounded by one block. The stream should be buffered and stays open.
 */
public final class CarReader {
  private static final int V2_HEADER_BYTES = 40;
  private static final int V2_PRAGMA_BYTES = 11;

  private final InputStream in;
  private final List<Cid> roots;

  /**
   * Reads the header.
   *
   * @throws ContentException {@code CONTENT_INVALID} when it is no CAR, {@code CONTENT_TOO_LARGE}
   *     when its header is too long
   */
  public CarReader(InputStream in) throws IOException {
    CarHeader header = readHeader(in);
    if (header.version() == 2) {
      this.in = unwrap(in);
      header = readHeader(this.in);
      if (header.version() != 1) {
        throw ContentException.invalid("a CARv2 holds a CAR of version " + header.version());
      }
    } else {
      this.in = in;
    }
    this.roots = header.roots();
  }

  /** The roots that the header names; may be empty. */
  public List<Cid> roots() {
    return roots;
  }

  /**
   * The next block, or empty at the end.
   *
   * @throws ContentException {@code CONTENT_INVALID} when the archive is malformed or the block
   *     does not hash to its CID, {@code CONTENT_TOO_LARGE} when the block is over {@link
   *     Limits#MAX_BLOCK_BYTES}
   */
  public Optional<CarBlock> next() throws IOException {
    long length = Varints.read(in, "CAR section");
    if (length == Varints.END) {
      return Optional.empty();
    }
    if (length == 0) {
      throw ContentException.invalid("CAR section is empty");
    }
    if (length > Limits.MAX_BLOCK_BYTES + Cid.MAX_BYTES) {
      throw ContentException.tooLarge(
          "CAR section has "
              + length
              + " bytes; a block may have "
              + Limits.MAX_BLOCK_BYTES
              + " bytes");
    }
    ByteBuffer section = ByteBuffer.wrap(exactly(in, (int) length, "CAR section"));
    Cid cid = readCid(section);
    byte[] block = new byte[section.remaining()];
    section.get(block);
    if (block.length > Limits.MAX_BLOCK_BYTES) {
      throw ContentException.tooLarge(
          "block " + cid + " has " + block.length + " bytes; at most " + Limits.MAX_BLOCK_BYTES);
    }
    if (!cid.verify(block)) {
      throw ContentException.invalid(
          "CAR block of " + block.length + " bytes does not hash to its CID " + cid);
    }
    return Optional.of(new CarBlock(cid, block));
  }

  private static Cid readCid(ByteBuffer section) throws ContentException {
    try {
      return Cid.read(section);
    } catch (IllegalArgumentException e) {
      throw new ContentException(ContentCode.CONTENT_INVALID, "CAR section: " + e.getMessage(), e);
    }
  }

  private static CarHeader readHeader(InputStream in) throws IOException {
    long length = Varints.read(in, "CAR header");
    if (length == Varints.END) {
      throw ContentException.invalid("CAR is empty");
    }
    if (length > Limits.MAX_CAR_HEADER_BYTES) {
      throw ContentException.tooLarge(
          "CAR header has " + length + " bytes; at most " + Limits.MAX_CAR_HEADER_BYTES);
    }
    return CarHeader.decode(exactly(in, (int) length, "CAR header"));
  }

  private static InputStream unwrap(InputStream in) throws IOException {
    ByteBuffer header =
        ByteBuffer.wrap(exactly(in, V2_HEADER_BYTES, "CARv2 header"))
            .order(ByteOrder.LITTLE_ENDIAN);
    long dataOffset = header.getLong(16);
    long dataSize = header.getLong(24);
    long padding = dataOffset - V2_PRAGMA_BYTES - V2_HEADER_BYTES;
    if (padding < 0 || padding > Limits.MAX_CAR_PADDING_BYTES || dataSize < 0) {
      throw ContentException.invalid(
          "CARv2 data offset "
              + Long.toUnsignedString(dataOffset)
              + " or size "
              + Long.toUnsignedString(dataSize)
              + " is out of range");
    }
    exactly(in, (int) padding, "CARv2 padding");
    return new BoundedInputStream(in, dataSize);
  }

  private static byte[] exactly(InputStream in, int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw ContentException.invalid(
          what + " is cut short: expected " + length + " bytes, found " + bytes.length);
    }
    return bytes;
  }
}

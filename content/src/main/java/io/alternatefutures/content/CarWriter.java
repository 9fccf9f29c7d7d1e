package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CARv1 archive. A block that comes twice is written once. Used by one thread.
 *
 * <p>The header names the root before any block is known; {@link #create(Path)} therefore leaves
 * room for it and {@link #finish(Cid)} fills it in.
 */
public final class CarWriter implements BlockSink, AutoCloseable {
  /** Takes the room of any sha2-256 version 1 CID until the real root is known. */
  private static final Cid PLACEHOLDER = Cid.ofDigest(Cid.CODEC_RAW, new byte[32]);

  private final OutputStream out;
  private final @Nullable Path file;
  private final Cid root;
  private final Set<Cid> written = new HashSet<>();

  private CarWriter(OutputStream out, @Nullable Path file, Cid root) throws IOException {
    this.out = out;
    this.file = file;
    this.root = root;
    byte[] header = new CarHeader(1, List.of(root)).encode();
    Varints.write(out, header.length);
    out.write(header);
  }

  /** Starts an archive in a new or overwritten file. */
  public static CarWriter create(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    return new CarWriter(out, file, PLACEHOLDER);
  }

  /** Starts an archive whose root is known on a stream, which {@link #close} closes. */
  public static CarWriter to(OutputStream out, Cid root) throws IOException {
    return new CarWriter(out, null, root);
  }

  @Override
  public void put(Cid cid, byte[] block) throws IOException {
    if (!cid.isIdentity() && written.add(cid)) {
      writeSection(out, cid, block);
    }
  }

  /**
   * Names the root and closes the archive.
   *
   * @param root the root given before, or a version 1 CID with a sha2-256 hash, as {@link
   *     UnixFsWriter} makes them, if none was given
   */
  public void finish(Cid root) throws IOException {
    Path target = file;
    if (target == null ? !root.equals(this.root) : root.length() != PLACEHOLDER.length()) {
      throw new IllegalArgumentException(
          "The root of this archive cannot be " + root + "; its header has " + this.root);
    }
    out.close();
    if (target != null) {
      byte[] header = new CarHeader(1, List.of(root)).encode();
      try (RandomAccessFile patch = new RandomAccessFile(target.toFile(), "rw")) {
        patch.seek(ProtobufWriter.varintSize(header.length));
        patch.write(header);
      }
    }
  }

  /** Closes the archive; a file without {@link #finish} before is of no use. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  static void writeSection(OutputStream out, Cid cid, byte[] block) throws IOException {
    Varints.write(out, (long) cid.length() + block.length);
    out.write(cid.bytes());
    out.write(block);
  }
}

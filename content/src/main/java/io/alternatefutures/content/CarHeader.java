package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a CAR archive: a dag-cbor map with {@code version} and {@code roots} (CARv1
 * specification, "Header"). The pragma of CARv2 is the same map with version 2 and no roots.
 */
record CarHeader(long version, List<Cid> roots) {
  private static final int TAG_CID = 42;

  CarHeader {
    roots = List.copyOf(roots);
  }

  /**
   * Decodes a header.
   *
   * @throws ContentException with code {@code CONTENT_INVALID} saying what is malformed
   */
  static CarHeader decode(byte[] header) throws ContentException {
    CborReader in = new CborReader(header);
    long entries = in.map();
    long version = -1;
    List<Cid> roots = null;
    for (long i = 0; i < entries; i++) {
      String key = in.text();
      switch (key) {
        case "version" -> version = in.unsigned();
        case "roots" -> roots = roots(in);
        default -> in.skip();
      }
    }
    in.requireEnd();
    if (version != 1 && version != 2) {
      throw ContentException.invalid(
          version < 0
              ? "CAR header has no version"
              : "CAR version is " + version + "; expected 1 or 2");
    }
    if (version == 1 && roots == null) {
      throw ContentException.invalid("CAR header has no roots");
    }
    return new CarHeader(version, roots == null ? List.of() : roots);
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(0xa2);
    text(out, "roots");
    head(out, 0x80, roots.size());
    for (Cid root : roots) {
      out.write(0xd8);
      out.write(TAG_CID);
      head(out, 0x40, root.length() + 1);
      out.write(0);
      out.writeBytes(root.bytes());
    }
    text(out, "version");
    out.write((int) version);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    head(out, 0x60, bytes.length);
    out.writeBytes(bytes);
  }

  private static void head(ByteArrayOutputStream out, int majorType, int length) {
    if (length < 24) {
      out.write(majorType | length);
    } else if (length < 0x100) {
      out.write(majorType | 24);
      out.write(length);
    } else {
      out.write(majorType | 25);
      out.write(length >>> 8);
      out.write(length);
    }
  }

  private static List<Cid> roots(CborReader in) throws ContentException {
    long count = in.array();
    if (count > Limits.MAX_CAR_ROOTS) {
      throw ContentException.tooLarge(
          "CAR header names " + count + " roots; at most " + Limits.MAX_CAR_ROOTS);
    }
    List<Cid> roots = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      in.tag(TAG_CID);
      roots.add(root(in.bytes()));
    }
    return roots;
  }

  private static Cid root(byte @Nullable [] bytes) throws ContentException {
    if (bytes == null || bytes.length == 0 || bytes[0] != 0) {
      throw ContentException.invalid("CAR root is not a CID");
    }
    try {
      return Cid.of(Arrays.copyOfRange(bytes, 1, bytes.length));
    } catch (IllegalArgumentException e) {
      throw new ContentException(ContentCode.CONTENT_INVALID, "CAR root: " + e.getMessage(), e);
    }
  }
}

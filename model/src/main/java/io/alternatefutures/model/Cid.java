package io.alternatefutures.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Content identifier as the multiformats CID specification defines it: version 0 (a bare sha2-256
 * multihash of a dag-pb block, written in base58btc) or version 1 (version, codec, multihash,
 * written in a multibase).
 *
 * <p>Only hashes that can be checked here are accepted: sha2-256, and the identity hash of at most
 * {@value #MAX_IDENTITY_BYTES} bytes. Equality is that of the binary form, so the same version 1
 * CID in two multibases is one key; a version 0 CID and its version 1 form are two keys with the
 * same {@link #digest()}.
 *
 * <p>Instances are immutable and cheap as map keys: the hash code is a slice of the digest.
 */
public final class Cid implements Comparable<Cid> {
  /** Multicodec of a block that is nothing but content bytes. */
  public static final long CODEC_RAW = 0x55;

  /** Multicodec of a dag-pb block, which UnixFS files and directories are written in. */
  public static final long CODEC_DAG_PB = 0x70;

  /** Longest content that an identity multihash may carry inside a CID, in bytes. */
  public static final int MAX_IDENTITY_BYTES = 128;

  /** Longest binary CID that is accepted, in bytes. */
  public static final int MAX_BYTES = 160;

  /** Longest text that is accepted as a CID, in characters. */
  public static final int MAX_TEXT_LENGTH = 288;

  private static final long HASH_IDENTITY = 0x00;
  private static final long HASH_SHA2_256 = 0x12;
  private static final int SHA2_256_BYTES = 32;
  private static final int V0_BYTES = 2 + SHA2_256_BYTES;

  private final byte[] bytes;
  private final int version;
  private final long codec;
  private final boolean identity;
  private final int digestOffset;
  private final int hash;

  /** Computed on first use; a race computes the same immutable text twice. */
  private @Nullable String text;

  private Cid(byte[] bytes, int version, long codec, boolean identity, int digestOffset) {
    this.bytes = bytes;
    this.version = version;
    this.codec = codec;
    this.identity = identity;
    this.digestOffset = digestOffset;
    this.hash = hashOf(bytes, codec);
  }

  /**
   * Parses the text form: a version 0 CID ({@code Qm…}), or a version 1 CID in base32, base36 or
   * base58btc with its multibase prefix.
   *
   * @throws IllegalArgumentException saying what is wrong with {@code text}
   */
  public static Cid parse(String text) {
    Objects.requireNonNull(text, "text");
    byte[] binary = CidText.decode(text);
    try {
      Cid cid = of(binary);
      CidText.requireVersionFitsText(text, cid.version);
      return cid;
    } catch (CidText.BadCid e) {
      throw CidText.invalid(text, e.reason());
    }
  }

  /**
   * Reads a binary CID that fills {@code bytes} wholly.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Cid of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Cid cid = read(buffer);
    if (buffer.hasRemaining()) {
      throw new CidText.BadCid(buffer.remaining() + " bytes follow its multihash");
    }
    return cid;
  }

  /**
   * Reads the binary CID at the buffer's position and moves the position past it.
   *
   * @throws IllegalArgumentException saying what is wrong; the position is then unspecified
   */
  public static Cid read(ByteBuffer buffer) {
    int start = buffer.position();
    boolean startsAsV0 =
        buffer.remaining() >= 2
            && buffer.get(start) == HASH_SHA2_256
            && buffer.get(start + 1) == SHA2_256_BYTES;
    if (startsAsV0) {
      return readV0(buffer);
    }
    long version = readVarint(buffer, "version");
    if (version != 1) {
      throw new CidText.BadCid("version is " + version + "; expected 0 or 1");
    }
    long codec = readVarint(buffer, "codec");
    long hashCode = readVarint(buffer, "hash function");
    long length = readVarint(buffer, "digest length");
    boolean identity = hashCode == HASH_IDENTITY;
    requireSupportedHash(hashCode, length);
    if (length > buffer.remaining()) {
      throw new CidText.BadCid(
          "digest is cut short: expected " + length + " bytes, found " + buffer.remaining());
    }
    int digestOffset = buffer.position() - start;
    byte[] bytes = new byte[digestOffset + (int) length];
    buffer.position(start).get(bytes);
    return new Cid(bytes, 1, codec, identity, digestOffset);
  }

  /** The version 1 CID of {@code block} under sha2-256 and the given codec. */
  public static Cid ofBlock(long codec, byte[] block) {
    return ofDigest(codec, sha256().digest(block));
  }

  /**
   * The version 1 CID with a sha2-256 digest that was computed elsewhere.
   *
   * @param digest exactly 32 bytes
   */
  public static Cid ofDigest(long codec, byte[] digest) {
    if (digest.length != SHA2_256_BYTES) {
      throw new IllegalArgumentException(
          "A sha2-256 digest has 32 bytes, not " + digest.length + " bytes");
    }
    if (codec < 0) {
      throw new IllegalArgumentException("A codec is not negative: " + codec);
    }
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    buffer.put((byte) 1);
    writeVarint(buffer, codec);
    buffer.put((byte) HASH_SHA2_256).put((byte) SHA2_256_BYTES);
    int digestOffset = buffer.position();
    buffer.put(digest);
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    return new Cid(bytes, 1, codec, false, digestOffset);
  }

  /** 0 or 1. */
  public int version() {
    return version;
  }

  /** The multicodec of the block; {@link #CODEC_DAG_PB} for every version 0 CID. */
  public long codec() {
    return codec;
  }

  /** Whether the block is a leaf of plain bytes. */
  public boolean isRaw() {
    return codec == CODEC_RAW;
  }

  /** Whether the block is a dag-pb node. */
  public boolean isDagPb() {
    return codec == CODEC_DAG_PB;
  }

  /** Whether the CID carries its own content instead of a hash of it; see {@link #digest()}. */
  public boolean isIdentity() {
    return identity;
  }

  /** A copy of the binary form. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Length of the binary form, in bytes. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the digest: 32 bytes of sha2-256, or the content itself for an identity CID. */
  public byte[] digest() {
    return Arrays.copyOfRange(bytes, digestOffset, bytes.length);
  }

  /** Whether {@code block} is the content that this CID names. */
  public boolean verify(byte[] block) {
    byte[] actual = identity ? block : sha256().digest(block);
    return Arrays.equals(actual, 0, actual.length, bytes, digestOffset, bytes.length);
  }

  @Override
  public int compareTo(Cid other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Cid that && hash == that.hash && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The canonical text: version 1 in lower-case base32, version 0 in base58btc. */
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = CidText.encode(bytes, version);
      text = known;
    }
    return known;
  }

  private static Cid readV0(ByteBuffer buffer) {
    if (buffer.remaining() < V0_BYTES) {
      throw new CidText.BadCid(
          "digest is cut short: expected 32 bytes, found " + (buffer.remaining() - 2));
    }
    byte[] bytes = new byte[V0_BYTES];
    buffer.get(bytes);
    return new Cid(bytes, 0, CODEC_DAG_PB, false, 2);
  }

  private static void requireSupportedHash(long hashCode, long length) {
    if (hashCode == HASH_SHA2_256) {
      if (length != SHA2_256_BYTES) {
        throw new CidText.BadCid("sha2-256 digest has " + length + " bytes; expected 32");
      }
    } else if (hashCode == HASH_IDENTITY) {
      if (length > MAX_IDENTITY_BYTES) {
        throw new CidText.BadCid(
            "identity content has " + length + " bytes; at most " + MAX_IDENTITY_BYTES);
      }
    } else {
      throw new CidText.BadCid(
          "hash function 0x"
              + Long.toHexString(hashCode)
              + " is not supported; expected sha2-256 (0x12)");
    }
  }

  /** Unsigned varint of the multiformats specification: at most nine bytes, shortest form only. */
  private static long readVarint(ByteBuffer buffer, String what) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (!buffer.hasRemaining()) {
        throw new CidText.BadCid(what + " is cut short");
      }
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (next == 0 && shift > 0) {
          throw new CidText.BadCid(what + " is not in its shortest form");
        }
        return value;
      }
    }
    throw new CidText.BadCid(what + " is longer than nine bytes");
  }

  private static void writeVarint(ByteBuffer buffer, long value) {
    long rest = value;
    while (rest > 0x7f) {
      buffer.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  /** The last four bytes are spread already for sha2-256; the codec tells raw from dag-pb. */
  private static int hashOf(byte[] bytes, long codec) {
    int end = bytes.length;
    int tail = 0;
    for (int i = Math.max(0, end - 4); i < end; i++) {
      tail = (tail << 8) | (bytes[i] & 0xff);
    }
    return 31 * tail + Long.hashCode(codec);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

package io.alternatefutures.content;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The UnixFS message inside a dag-pb node's data, as the UnixFS specification's {@code Data}
 * defines it. Mode and modification time are neither written nor kept.
 *
 * @param data file content, a symlink's target or a shard's bitmap; empty when absent
 * @param fileSize bytes of content under this node; null when absent
 * @param blockSizes bytes of content under each link, in the order of the links
 * @param hashType multicodec of the hash that places names in shards; 0 when absent
 * @param fanout slots of a shard; 0 when absent
 */
record UnixFsData(
    Type type,
    byte[] data,
    @Nullable Long fileSize,
    long[] blockSizes,
    long hashType,
    long fanout) {
  private static final byte[] NO_DATA = {};
  private static final long[] NO_SIZES = {};

  /** Kinds of node. */
  enum Type {
    RAW(0),
    DIRECTORY(1),
    FILE(2),
    METADATA(3),
    SYMLINK(4),
    HAMT_SHARD(5);

    private static final List<Type> VALUES = List.of(values());
    private final int wire;

    Type(int wire) {
      this.wire = wire;
    }

    static Type of(long wire) throws ContentException {
      for (Type type : VALUES) {
        if (type.wire == wire) {
          return type;
        }
      }
      throw ContentException.invalid("UnixFS type " + Long.toUnsignedString(wire) + " is unknown");
    }
  }

  static UnixFsData file(long[] blockSizes) {
    long total = Arrays.stream(blockSizes).sum();
    return new UnixFsData(Type.FILE, NO_DATA, total, blockSizes, 0, 0);
  }

  static UnixFsData directory() {
    return new UnixFsData(Type.DIRECTORY, NO_DATA, null, NO_SIZES, 0, 0);
  }

  static UnixFsData symlink(byte[] target) {
    return new UnixFsData(Type.SYMLINK, target, null, NO_SIZES, 0, 0);
  }

  static UnixFsData shard(byte[] bitmap, int fanout) {
    return new UnixFsData(Type.HAMT_SHARD, bitmap, null, NO_SIZES, Murmur3.MULTICODEC, fanout);
  }

  /**
   * Decodes the message.
   *
   * @throws ContentException with code {@code CONTENT_INVALID} saying what is malformed
   */
  static UnixFsData decode(byte[] message) throws ContentException {
    Builder builder = new Builder();
    ProtobufReader in = new ProtobufReader(message);
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      builder.accept(field, in);
    }
    return builder.build();
  }

  byte[] encode() {
    ProtobufWriter out = new ProtobufWriter(data.length + blockSizes.length * 5 + 32);
    out.varint(Builder.TYPE, type.wire);
    if (data.length > 0 || type == Type.HAMT_SHARD || type == Type.SYMLINK) {
      out.bytes(Builder.DATA, data);
    }
    if (fileSize != null) {
      out.varint(Builder.FILE_SIZE, fileSize);
    }
    for (long size : blockSizes) {
      out.varint(Builder.BLOCK_SIZES, size);
    }
    if (type == Type.HAMT_SHARD) {
      out.varint(Builder.HASH_TYPE, hashType).varint(Builder.FANOUT, fanout);
    }
    return out.toBytes();
  }

  private static final class Builder {
    static final int TYPE = 1;
    static final int DATA = 2;
    static final int FILE_SIZE = 3;
    static final int BLOCK_SIZES = 4;
    static final int HASH_TYPE = 5;
    static final int FANOUT = 6;

    private @Nullable Type type;
    private byte[] data = NO_DATA;
    private @Nullable Long fileSize;
    private long[] blockSizes = NO_SIZES;
    private int blockCount;
    private long hashType;
    private long fanout;

    void accept(int field, ProtobufReader in) throws ContentException {
      switch (field) {
        case TYPE -> type = Type.of(number(in, "UnixFS type"));
        case DATA -> {
          in.require(ProtobufReader.BYTES, "UnixFS data");
          data = in.bytes();
        }
        case FILE_SIZE -> fileSize = number(in, "UnixFS file size");
        case BLOCK_SIZES -> blockSizes(in);
        case HASH_TYPE -> hashType = number(in, "UnixFS hash type");
        case FANOUT -> fanout = number(in, "UnixFS fanout");
        default -> in.skip();
      }
    }

    UnixFsData build() throws ContentException {
      Type known = type;
      if (known == null) {
        throw ContentException.invalid("UnixFS node has no type");
      }
      return new UnixFsData(
          known, data, fileSize, Arrays.copyOf(blockSizes, blockCount), hashType, fanout);
    }

    private static long number(ProtobufReader in, String what) throws ContentException {
      in.require(ProtobufReader.VARINT, what);
      return in.count(what);
    }

    /** Unpacked as every known writer does it, or packed as a protobuf reader must accept. */
    private void blockSizes(ProtobufReader in) throws ContentException {
      if (in.wireType() == ProtobufReader.BYTES) {
        ProtobufReader packed = in.message();
        while (!packed.atEnd()) {
          add(packed.count("UnixFS block size"));
        }
      } else {
        add(number(in, "UnixFS block size"));
      }
    }

    private void add(long size) throws ContentException {
      if (blockCount == Limits.MAX_LINKS_PER_NODE) {
        throw ContentException.tooLarge(
            "UnixFS node has more than " + Limits.MAX_LINKS_PER_NODE + " block sizes");
      }
      if (blockCount == blockSizes.length) {
        blockSizes = Arrays.copyOf(blockSizes, Math.max(16, blockCount * 2));
      }
      blockSizes[blockCount++] = size;
    }
  }
}

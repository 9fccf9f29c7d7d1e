package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes files as other writers do or did, in shapes that this module never writes: leaves of each
 * kind, content in inner nodes, version 0 CIDs, any width, unbalanced trees, inline leaves.
 */
final class RandomDags {
  private final MemoryBlocks sink;
  private final Random random;

  RandomDags(MemoryBlocks sink, long seed) {
    this.sink = sink;
    this.random = new Random(seed);
  }

  Cid file(byte[] content) {
    return part(content, 0).cid();
  }

  private record Part(Cid cid, int size) {}

  private Part part(byte[] content, int depth) {
    boolean leaf = content.length < 2 || depth == 6 || random.nextInt(4) == 0;
    return leaf ? leaf(content) : node(content, depth);
  }

  private Part leaf(byte[] content) {
    int kind = random.nextInt(4);
    if (kind == 0 && content.length <= Cid.MAX_IDENTITY_BYTES) {
      return new Part(identity(content), content.length);
    }
    if (kind <= 1) {
      Cid cid = Cid.ofBlock(Cid.CODEC_RAW, content);
      sink.put(cid, content);
      return new Part(cid, content.length);
    }
    UnixFsData.Type type = kind == 2 ? UnixFsData.Type.FILE : UnixFsData.Type.RAW;
    return write(List.of(), new UnixFsData(type, content, size(content), new long[0], 0, 0));
  }

  private Part node(byte[] content, int depth) {
    int own = random.nextBoolean() ? 0 : random.nextInt(content.length);
    List<DagPbLink> links = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (int at = own; at < content.length; ) {
      int length = 1 + random.nextInt(Math.min(content.length - at, 1 + content.length / 2));
      Part child = part(Arrays.copyOfRange(content, at, at + length), depth + 1);
      links.add(new DagPbLink(child.cid(), "", random.nextInt(1_000)));
      sizes.add((long) child.size());
      at += length;
    }
    byte[] data = Arrays.copyOf(content, own);
    long[] blockSizes = sizes.stream().mapToLong(Long::longValue).toArray();
    return write(
        links, new UnixFsData(UnixFsData.Type.FILE, data, size(content), blockSizes, 0, 0));
  }

  /** Some old writers left the size out. */
  private @Nullable Long size(byte[] content) {
    return random.nextInt(5) == 0 ? null : Long.valueOf(content.length);
  }

  private Part write(List<DagPbLink> links, UnixFsData data) {
    byte[] block = new DagPbNode(links, data.encode()).encode();
    Cid cid = random.nextBoolean() ? version0(block) : Cid.ofBlock(Cid.CODEC_DAG_PB, block);
    sink.put(cid, block);
    return new Part(cid, data.data().length + (int) Arrays.stream(data.blockSizes()).sum());
  }

  static Cid version0(byte[] block) {
    byte[] digest = Cid.ofBlock(Cid.CODEC_DAG_PB, block).digest();
    return Cid.of(ByteBuffer.allocate(34).put((byte) 0x12).put((byte) 0x20).put(digest).array());
  }

  static Cid identity(byte[] content) {
    ByteBuffer buffer = ByteBuffer.allocate(content.length + 5);
    buffer.put((byte) 1).put((byte) Cid.CODEC_RAW).put((byte) 0);
    if (content.length > 0x7f) {
      buffer.put((byte) (content.length | 0x80)).put((byte) (content.length >>> 7));
    } else {
      buffer.put((byte) content.length);
    }
    buffer.put(content);
    return Cid.of(Arrays.copyOf(buffer.array(), buffer.position()));
  }
}

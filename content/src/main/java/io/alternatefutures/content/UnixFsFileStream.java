package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of a file of any shape, in order: a node's own data, then what its links name. Sizes
 * that nodes state about their parts are checked against what the parts are. Holds one block and
 * the link lists on the way down to it.
 */
final class UnixFsFileStream extends InputStream {
  private static final byte[] NOTHING = {};

  private static final class Frame {
    private final List<DagPbLink> links;
    private final long[] sizes;
    private int next;

    Frame(List<DagPbLink> links, long[] sizes) {
      this.links = links;
      this.sizes = sizes;
    }
  }

  private final BlockSource source;
  private final Deque<Frame> path = new ArrayDeque<>();
  private final long size;
  private byte[] current = NOTHING;
  private int position;
  private int visited;

  /**
   * Opens the file and reads its first block.
   *
   * @param maxBytes largest file that is accepted
   */
  UnixFsFileStream(BlockSource source, Cid root, long maxBytes) throws IOException {
    this.source = source;
    this.size = enter(root, -1);
    if (size > maxBytes) {
      throw ContentException.tooLarge(
          "file " + root + " has " + size + " bytes; at most " + maxBytes);
    }
  }

  /** Bytes of the whole file. */
  long size() {
    return size;
  }

  @Override
  public int read() throws IOException {
    return fill() ? current[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  /** Makes sure that at least one byte is at hand, unless the file has ended. */
  private boolean fill() throws IOException {
    while (position == current.length) {
      Frame frame = path.peek();
      if (frame == null) {
        return false;
      }
      if (frame.next == frame.links.size()) {
        path.pop();
        continue;
      }
      int at = frame.next++;
      enter(frame.links.get(at).cid(), frame.sizes[at]);
    }
    return true;
  }

  /**
   * Makes the node's own bytes current and puts its links on the path.
   *
   * @param expected content bytes under the node as its parent states them; -1 for the root
   * @return content bytes under the node
   */
  private long enter(Cid cid, long expected) throws IOException {
    Dag.requireKnownCodec(cid);
    if (++visited > Limits.MAX_NODES_PER_FILE) {
      throw ContentException.tooLarge("file has more than " + Limits.MAX_NODES_PER_FILE + " nodes");
    }
    byte[] block = source.get(cid);
    long content;
    if (cid.isRaw()) {
      current = block;
      content = block.length;
    } else {
      content = enterNode(cid, DagPbNode.decode(block));
    }
    position = 0;
    if (expected >= 0 && content != expected) {
      throw ContentException.invalid(
          "part " + cid + " has " + content + " bytes where its parent states " + expected);
    }
    return content;
  }

  private long enterNode(Cid cid, DagPbNode node) throws ContentException {
    UnixFsData data = UnixFsReader.fileData(cid, node);
    if (data.blockSizes().length != node.links().size()) {
      throw ContentException.invalid(
          "file node "
              + cid
              + " has "
              + node.links().size()
              + " links and "
              + data.blockSizes().length
              + " block sizes");
    }
    long content = UnixFsReader.contentBytes(cid, data);
    current = data.data();
    if (!node.links().isEmpty()) {
      if (path.size() == Limits.MAX_DAG_DEPTH) {
        throw ContentException.tooLarge(
            "file is more than " + Limits.MAX_DAG_DEPTH + " levels deep");
      }
      path.push(new Frame(node.links(), data.blockSizes()));
    }
    return content;
  }
}

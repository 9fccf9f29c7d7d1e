package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the dag-pb codec: links and opaque data. Written in the one canonical form (links
 * first, each with hash, name and size); read tolerantly, since old writers differed in field
 * order.
 *
 * @param data empty when the node has none
 */
record DagPbNode(List<DagPbLink> links, byte[] data) {
  private static final int NODE_DATA = 1;
  private static final int NODE_LINKS = 2;
  private static final int LINK_HASH = 1;
  private static final int LINK_NAME = 2;
  private static final int LINK_SIZE = 3;
  private static final byte[] NO_DATA = {};

  /** Keeps {@code data} uncopied: nodes live inside this package, which never writes into them. */
  DagPbNode {
    links = List.copyOf(links);
  }

  /**
   * Decodes a block.
   *
   * @throws ContentException with code {@code CONTENT_INVALID} saying what is malformed
   */
  static DagPbNode decode(byte[] block) throws ContentException {
    ProtobufReader in = new ProtobufReader(block);
    List<DagPbLink> links = new ArrayList<>();
    byte[] data = NO_DATA;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case NODE_DATA -> {
          in.require(ProtobufReader.BYTES, "dag-pb data");
          data = in.bytes();
        }
        case NODE_LINKS -> {
          in.require(ProtobufReader.BYTES, "dag-pb link");
          if (links.size() == Limits.MAX_LINKS_PER_NODE) {
            throw ContentException.tooLarge(
                "dag-pb node has more than " + Limits.MAX_LINKS_PER_NODE + " links");
          }
          links.add(decodeLink(in.message()));
        }
        default -> in.skip();
      }
    }
    return new DagPbNode(links, data);
  }

  byte[] encode() {
    ProtobufWriter out = new ProtobufWriter(links.size() * 64 + data.length + 16);
    for (DagPbLink link : links) {
      byte[] inner =
          new ProtobufWriter(64)
              .bytes(LINK_HASH, link.cid().bytes())
              .bytes(LINK_NAME, link.name().getBytes(StandardCharsets.UTF_8))
              .varint(LINK_SIZE, link.dagSize())
              .toBytes();
      out.bytes(NODE_LINKS, inner);
    }
    return out.bytes(NODE_DATA, data).toBytes();
  }

  /** Bytes that a link to {@code cid} takes in an encoded node. */
  static int encodedLinkSize(Cid cid, int nameBytes, long dagSize) {
    int inner =
        fieldSize(cid.length()) + fieldSize(nameBytes) + 1 + ProtobufWriter.varintSize(dagSize);
    return fieldSize(inner);
  }

  private static int fieldSize(int length) {
    return 1 + ProtobufWriter.varintSize(length) + length;
  }

  private static DagPbLink decodeLink(ProtobufReader in) throws ContentException {
    Cid cid = null;
    String name = "";
    long dagSize = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case LINK_HASH -> {
          in.require(ProtobufReader.BYTES, "dag-pb link hash");
          cid = decodeCid(in.bytes());
        }
        case LINK_NAME -> {
          in.require(ProtobufReader.BYTES, "dag-pb link name");
          name = in.string();
        }
        case LINK_SIZE -> {
          in.require(ProtobufReader.VARINT, "dag-pb link size");
          dagSize = in.count("dag-pb link size");
        }
        default -> in.skip();
      }
    }
    if (cid == null) {
      throw ContentException.invalid("dag-pb link has no hash");
    }
    return new DagPbLink(cid, name, dagSize);
  }

  private static Cid decodeCid(byte[] bytes) throws ContentException {
    try {
      return Cid.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new ContentException(ContentCode.CONTENT_INVALID, "dag-pb link: " + e.getMessage(), e);
    }
  }
}

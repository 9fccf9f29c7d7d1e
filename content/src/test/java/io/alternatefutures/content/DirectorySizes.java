package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes directories of an exact size. */
final class DirectorySizes {
  private static final int NAME_LENGTH = 30;

  /** Data field of a directory: tag and length, then type 1. */
  private static final int DATA = 4;

  private DirectorySizes() {}

  /**
   * Names of files, each holding its name, whose directory node has exactly {@code bytes} bytes.
   */
  static List<String> namesForNodeOf(int bytes) {
    List<String> names = new ArrayList<>();
    int left = bytes - DATA;
    int usual = linkSize(NAME_LENGTH);
    while (left >= 3 * usual) {
      names.add(name(names.size(), NAME_LENGTH));
      left -= usual;
    }
    int first = left / 2;
    names.add(name(names.size(), NAME_LENGTH + first - usual));
    names.add(name(names.size(), NAME_LENGTH + left - first - usual));
    return names;
  }

  private static String name(int number, int length) {
    String prefix = String.format("%06d-", number);
    return prefix + "x".repeat(length - prefix.length());
  }

  private static int linkSize(int nameLength) {
    String name = "x".repeat(nameLength);
    byte[] content = name.getBytes(StandardCharsets.UTF_8);
    return DagPbNode.encodedLinkSize(
        Cid.ofBlock(Cid.CODEC_RAW, content), nameLength, content.length);
  }
}

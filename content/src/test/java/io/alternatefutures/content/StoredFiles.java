package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reaches around a store to its files, as a failing disk does. */
final class StoredFiles {
  private StoredFiles() {}

  static Path of(Path directory, Cid cid) {
    String key = BlockStore.key(cid);
    return directory.resolve("blocks").resolve(key.substring(0, 2)).resolve(key);
  }

  static void flipByte(Path directory, Cid cid) throws IOException {
    Path file = of(directory, cid);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }
}

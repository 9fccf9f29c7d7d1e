package io.alternatefutures.cli.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Content ready to be sent: its CID as computed here, and its blocks in an archive.
 *
 * @param car temporary file, removed when this is closed
 * @param totalBytes size of the content itself
 */
record Content(String cid, Path car, String basename, long totalBytes) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(car);
  }
}

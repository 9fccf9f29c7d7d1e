package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roots that are wanted: one empty file each, named by the CID. A pin is durable when set. */
final class PinList {
  private static final Logger LOG = LoggerFactory.getLogger(PinList.class);

  private final Path directory;

  private PinList(Path directory) {
    this.directory = directory;
  }

  static PinList open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new PinList(directory);
  }

  void add(Cid root) throws IOException {
    try {
      Files.createFile(directory.resolve(root.toString()));
    } catch (FileAlreadyExistsException e) {
      LOG.trace("{} is pinned already", root);
    }
    StagingArea.sync(directory);
  }

  /** Whether the root was pinned. */
  boolean remove(Cid root) throws IOException {
    boolean removed = Files.deleteIfExists(directory.resolve(root.toString()));
    StagingArea.sync(directory);
    return removed;
  }

  List<Cid> all() throws IOException {
    List<Cid> pins = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        try {
          pins.add(Cid.parse(String.valueOf(file.getFileName())));
        } catch (IllegalArgumentException e) {
          LOG.warn("Ignoring {} among the pins: {}", file, e.getMessage());
        }
      }
    }
    return pins;
  }
}

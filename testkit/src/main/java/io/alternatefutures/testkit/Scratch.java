package io.alternatefutures.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for one test class. Their names are short, for the sake of Unix sockets in them. */
public final class Scratch {
  private Scratch() {}

  /** A new empty folder. */
  public static Path folder() {
    try {
      return Files.createTempDirectory("af-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with everything in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

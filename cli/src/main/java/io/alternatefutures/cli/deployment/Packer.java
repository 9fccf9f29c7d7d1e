package io.alternatefutures.cli.deployment;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.content.CarWriter;
import io.alternatefutures.content.UnixFsLink;
import io.alternatefutures.content.UnixFsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns files into UnixFS blocks and packs them for sending. */
final class Packer {
  private final CliContext context;

  Packer(CliContext context) {
    this.context = context;
  }

  /** A module as one file. */
  Content module(byte[] code, String basename) {
    return pack(basename, code.length, writer -> writer.addFile(code));
  }

  /**
   * A folder with everything below it; names that start with a dot are left out.
   *
   * @throws CliException when it is not a folder or cannot be read
   */
  Content folder(Path folder) {
    String shown = context.shown(folder);
    if (!Files.exists(folder)) {
      throw new CliException("Folder not found: " + shown, "Check the value of --assets.");
    }
    if (!Files.isDirectory(folder)) {
      throw new CliException("--assets: " + shown + " is a file, not a folder");
    }
    return pack(String.valueOf(folder.getFileName()), size(folder), w -> w.addTree(folder));
  }

  private interface Writing {
    UnixFsLink write(UnixFsWriter writer) throws IOException;
  }

  private static Content pack(String basename, long totalBytes, Writing writing) {
    try {
      Path file = Files.createTempFile("af-upload", ".car");
      try (CarWriter car = CarWriter.create(file)) {
        UnixFsLink root = writing.write(new UnixFsWriter(car));
        car.finish(root.cid());
        return new Content(root.cid().toString(), file, basename, totalBytes);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new CliException("File not found: " + e.getMessage());
    } catch (IOException e) {
      throw new CliException("Cannot prepare " + basename + " for upload: " + e.getMessage());
    }
  }

  private static long size(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new CliException("Cannot read " + folder + ": " + e.getMessage());
    }
  }
}

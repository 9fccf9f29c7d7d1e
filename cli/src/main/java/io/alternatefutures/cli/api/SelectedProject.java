package io.alternatefutures.cli.api;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The project that {@code af projects use} chose, in the folder of the credentials file. It goes
 * with the token of that file only.
 */
public final class SelectedProject {
  private static final String FILE = "selected-project";

  private SelectedProject() {}

  /** Its identifier; empty when none was chosen. */
  public static Optional<String> read(CliContext context) {
    Path file = file(context);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > Limits.CREDENTIALS_BYTES) {
        throw new CliException("The file " + file + " is too large to name a project");
      }
      return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
    } catch (IOException e) {
      throw new CliException("Cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Chooses a project from now on. */
  public static void write(CliContext context, String id) {
    Path file = file(context);
    try {
      Files.writeString(file, id + "\n");
    } catch (IOException e) {
      throw new CliException(
          "Cannot write " + file + ": " + e.getMessage(), "Set AF_PROJECT_ID=" + id + " instead.");
    }
  }

  /** Goes back to the token's own project if {@code id} is the one chosen. */
  public static void forget(CliContext context, String id) {
    try {
      if (read(context).filter(id::equals).isPresent()) {
        Files.delete(file(context));
      }
    } catch (IOException e) {
      throw new CliException("Cannot delete " + file(context) + ": " + e.getMessage());
    }
  }

  private static Path file(CliContext context) {
    return ApiAddress.dataDirectory(context).resolve(FILE);
  }
}

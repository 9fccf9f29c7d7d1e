package io.alternatefutures.cli.bundle;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;

/** Finds the esbuild program in the library that carries it, and puts it where it can be run. */
final class EsbuildProgram {
  private EsbuildProgram() {}

  /**
   * The program, unpacked to the user's cache folder when it is not there yet.
   *
   * @throws CliException when there is none for this machine, or it cannot be unpacked
   */
  static Path locate(CliContext context) {
    String platform = platform();
    try {
      String version = version(platform);
      URL program =
          resource(
              "META-INF/resources/_static/" + platform + "/" + version + "/bin/esbuild", platform);
      Path file = cacheFolder(context).resolve("esbuild-" + version + "-" + platform);
      URLConnection connection = program.openConnection();
      if (!Files.isExecutable(file) || Files.size(file) != connection.getContentLengthLong()) {
        try (InputStream in = connection.getInputStream()) {
          unpack(in, file);
        }
      }
      return file;
    } catch (IOException e) {
      throw new CliException(
          "Cannot unpack esbuild: " + e.getMessage(),
          "Set XDG_CACHE_HOME to a folder that can be written to.");
    }
  }

  /** Other processes see the whole program or none: it gets its name when it is complete. */
  private static void unpack(InputStream program, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "esbuild", ".tmp");
    try {
      Files.copy(program, temporary, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String version(String platform) throws IOException {
    Properties description = new Properties();
    try (InputStream in =
        resource("META-INF/maven/org.mvnpm.at.esbuild/" + platform + "/pom.properties", platform)
            .openStream()) {
      description.load(in);
    }
    return description.getProperty("version", "");
  }

  private static URL resource(String name, String platform) {
    URL found = EsbuildProgram.class.getClassLoader().getResource(name);
    if (found == null) {
      throw new CliException(
          "There is no esbuild for " + platform + " in this build",
          "Bundle the file with a tool of your own, then deploy it with: --bundle false");
    }
    return found;
  }

  private static Path cacheFolder(CliContext context) {
    return context
        .variable("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("alternatefutures");
  }

  private static String platform() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return (mac ? "darwin" : "linux") + (arm ? "-arm64" : "-x64");
  }
}

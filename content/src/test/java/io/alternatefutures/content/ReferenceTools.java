package io.alternatefutures.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The reference implementations from npm, installed once below the build directory: {@code
 * ipfs-car}, whose files follow the profile by default, and {@code ipfs-unixfs-importer}, which
 * knows the profile by name.
 */
final class ReferenceTools {
  private static final String IPFS_CAR = "ipfs-car@3.1.0";
  private static final String IMPORTER = "ipfs-unixfs-importer@17.1.1";
  private static final Path HOME = Path.of("target", "npm").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src", "test", "js", "cids.mjs");

  private ReferenceTools() {}

  static void install() throws Exception {
    Path installed = HOME.resolve("installed");
    if (!Files.exists(installed)) {
      Files.createDirectories(HOME);
      run(
          List.of(
              "npm",
              "install",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "--prefix",
              HOME.toString(),
              IPFS_CAR,
              IMPORTER));
      Files.writeString(installed, IPFS_CAR + "\n" + IMPORTER + "\n");
    }
    Files.copy(SCRIPT, HOME.resolve("cids.mjs"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs the comparison script; its one line of output. */
  static String cid(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "cids.mjs"));
    command.addAll(List.of(arguments));
    return run(command).strip();
  }

  /** Runs the {@code ipfs-car} command. */
  static String ipfsCar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "node_modules/ipfs-car/bin.js"));
    command.addAll(List.of(arguments));
    return run(command).strip();
  }

  private static String run(List<String> command) throws Exception {
    Path output = Files.createTempFile(HOME, "run", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("did not end in time: " + command);
      }
      String text = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new IOException(command + " failed:\n" + text);
      }
      return text;
    } finally {
      Files.deleteIfExists(output);
    }
  }
}

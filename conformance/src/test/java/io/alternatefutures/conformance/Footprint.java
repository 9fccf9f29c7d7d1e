package io.alternatefutures.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process of Java holds on to.
 *
 * @param liveMegabytes objects that are still used, after a collection of garbage
 * @param descriptors open files and sockets
 */
record Footprint(long liveMegabytes, long descriptors, long threads) {

  /** Collects its garbage and looks. */
  static Footprint of(ProcessHandle process) {
    Path folder = Path.of("/proc", String.valueOf(process.pid()));
    return new Footprint(
        liveBytes(process) >> 20, entries(folder.resolve("fd")), entries(folder.resolve("task")));
  }

  /** The last line of a class histogram, which counts live objects only, is their sum. */
  private static long liveBytes(ProcessHandle process) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process histogram =
          new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String[] lines =
          new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .split("\n", -1);
      String[] total = lines[lines.length - 1].strip().split("\\s+", -1);
      if (!total[0].equals("Total")) {
        throw new IllegalStateException("jcmd said: " + String.join(" ", total));
      }
      return Long.parseLong(total[2]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

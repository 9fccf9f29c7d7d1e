package io.alternatefutures.sandbox.worker.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The subtests that are known to fail, one a line: file, variant, tab, name. The first line names
 * the version of the tests the list was made for; with another version only the targets are
 * compared.
 */
record WptExpectations(String version, Set<String> failures) {
  private static final String HEAD = "# web-platform-tests ";

  static WptExpectations read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new WptExpectations("", Set.of());
    }
    List<String> lines = Files.readAllLines(file);
    String version = lines.isEmpty() ? "" : lines.getFirst().replace(HEAD, "");
    return new WptExpectations(version, new TreeSet<>(lines.subList(1, lines.size())));
  }

  static void write(Path file, String version, Set<String> failures) throws IOException {
    Files.writeString(file, HEAD + version + "\n" + String.join("\n", failures) + "\n");
  }

  /** The source packages the tests came from. */
  static String versionOf(Path root) throws IOException {
    Path sources = root.resolve("sources.txt");
    return Files.exists(sources)
        ? String.join(", ", Files.readAllLines(sources))
        : "of unknown origin";
  }

  static String line(WptFile file, String variant, WptRun.Result result) {
    byte[] name = result.name().getBytes(StandardCharsets.UTF_8);
    return file.path()
        + variant
        + "\t"
        + new String(name, StandardCharsets.UTF_8).replaceAll("\\R|\\p{Cntrl}", " ");
  }
}

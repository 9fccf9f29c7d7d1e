package io.alternatefutures.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A function that tries to do harm. The first line of its file says what it tries and what must
 * happen; the second begins with {@code // @expect} and names what the client may see, alternatives
 * apart by {@code |}:
 *
 * <ul>
 *   <li>a status and the code of an answer of the edge's own, such as {@code 504 CPU_LIMIT};
 *   <li>{@code 200} and the body: programs that fail to do what they try say {@code contained};
 *   <li>{@code refused}: it cannot be deployed;
 *   <li>{@code reset}: the connection ends before the body does;
 *   <li>{@code stream}: a body begins and has no end.
 * </ul>
 *
 * @param expected the alternatives
 */
record HostileProgram(String name, List<String> expected, String source) {
  private static final Path FOLDER = Path.of("src/test/hostile");
  private static final String EXPECT = "// @expect ";

  /** All programs, by name. */
  static List<HostileProgram> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(HostileProgram::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostileProgram read(Path file) {
    try {
      String source = Files.readString(file);
      String expectation = source.lines().skip(1).findFirst().orElse("");
      if (!source.startsWith("// ") || !expectation.startsWith(EXPECT)) {
        throw new IllegalStateException(file + " does not say what it tries and what must happen");
      }
      List<String> expected =
          Arrays.stream(expectation.substring(EXPECT.length()).split("\\|", -1))
              .map(String::strip)
              .toList();
      String name = file.getFileName().toString().replace(".js", "");
      return new HostileProgram(name, expected, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.alternatefutures.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs as Maven's {@code package} phase leaves them in the source tree. */
final class Programs {
  private static final List<String> COMMON =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          // Most of a test's time is the start of programs, so they share what classes they load.
          "-XX:+AutoCreateSharedArchive",
          "-XX:TieredStopAtLevel=1",
          // What the JVM says of its caches would stand in the way of what programs print.
          "-Xlog:disable");

  private Programs() {}

  /** The command that starts the runtime, without its arguments. Leaked buffers are reported. */
  static List<String> runtime() {
    Path worker = root().resolve("sandbox-worker/target/worker");
    return command(
        "server",
        List.of(
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.leakDetection.level=paranoid",
            "-Daf.worker.home=" + worker),
        "io.alternatefutures.server.Main");
  }

  /**
   * The command that starts the command line, without its arguments.
   *
   * @param launcher program that {@code runtime} is passed to
   */
  static List<String> commandLine(Path launcher) {
    return command(
        "cli",
        List.of("-XX:+UseSerialGC", "-Daf.launcher=" + launcher),
        "io.alternatefutures.cli.Main");
  }

  /** What a process inherits: nothing that configures the programs. */
  static void isolate(Map<String, String> environment) {
    environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR", "JAVA_HOME"));
  }

  private static List<String> command(String module, List<String> flags, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COMMON);
    command.addAll(flags);
    Path target = root().resolve(module).resolve("target");
    command.add("-XX:SharedArchiveFile=" + target.resolve("tests.jsa"));
    command.add("-cp");
    command.add(classPath(target));
    command.add(main);
    return command;
  }

  private static String classPath(Path target) {
    List<Path> jars = new ArrayList<>(jars(target));
    jars.removeIf(jar -> jar.toString().endsWith("-tests.jar"));
    if (jars.isEmpty()) {
      throw new IllegalStateException("no program in " + target + "; run mvn package at the root");
    }
    jars.addAll(jars(target.resolve("lib")));
    return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source tree that the working folder is in. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("sandbox-worker/pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not in the source tree: " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }
}

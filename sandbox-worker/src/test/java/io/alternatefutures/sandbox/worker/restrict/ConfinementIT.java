package io.alternatefutures.sandbox.worker.restrict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that confines itself as a worker does, and is given no other help, cannot get out. */
final class ConfinementIT {
  private static final int MAX_DESCRIPTORS = 128;

  @Test
  void nothing_outside_is_reachable_once_confined(@TempDir Path directory) throws Exception {
    List<String> said;
    Path file = directory.resolve("file");
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      said = probe(canary.getLocalPort(), file);
    }

    assertThat(said).contains("layers NO_NEW_PRIVS LANDLOCK SECCOMP RLIMITS", "works true");
    // The first process's environment and IPv6 may be out of reach from the start.
    for (String name : List.of("read-passwd", "list-root", "write-file", "connect-ipv4")) {
      assertThat(said).contains("before " + name + " allowed");
    }
    assertThat(said).contains("before start-process allowed", "before start-thread allowed");
    assertThat(results(said, "after")).hasSize(9).allMatch(line -> line.endsWith(" denied"));
    assertThat(results(said, "call")).hasSize(35).allMatch(line -> line.endsWith(" -1"));
    assertThat(bound(said, "descriptors")).isLessThan(MAX_DESCRIPTORS);
    assertThat(Files.readString(file)).isEqualTo("written");
  }

  private static List<String> probe(int port, Path file) throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-cp",
                System.getProperty("java.class.path"),
                ConfinementProbe.class.getName(),
                Integer.toString(port),
                file.toString())
            .redirectErrorStream(true)
            .start();
    List<String> said =
        new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(probe.waitFor()).as("%s", said).isZero();
    return said;
  }

  private static java.util.stream.Stream<String> results(List<String> said, String kind) {
    return said.stream().filter(line -> line.startsWith(kind + " "));
  }

  private static int bound(List<String> said, String name) {
    String prefix = "bound " + name + " ";
    return said.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToInt(line -> Integer.parseInt(line.substring(prefix.length())))
        .findFirst()
        .orElseThrow();
  }
}

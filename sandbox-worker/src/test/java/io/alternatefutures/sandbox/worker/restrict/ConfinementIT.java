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

/** A process that confines itself as a worker does cannot get out, in old and new threads alike. */
final class ConfinementIT {
  @Test
  void nothingOutsideIsReachableOnceConfined(@TempDir Path directory)
      throws IOException, InterruptedException {
    List<String> said;
    Path file = directory.resolve("file");
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Process probe =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ConfinementProbe.class.getName(),
                  Integer.toString(canary.getLocalPort()),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      said =
          new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(probe.waitFor()).as("%s", said).isZero();
    }
    assertThat(said).contains("layers [NO_NEW_PRIVS, LANDLOCK, SECCOMP, RLIMITS]", "works true");
    assertThat(said.stream().filter(line -> line.startsWith("before ")))
        .hasSize(6)
        .allMatch(line -> line.endsWith(" allowed"));
    assertThat(said.stream().filter(line -> line.startsWith("after ")))
        .hasSize(6)
        .allMatch(line -> line.endsWith(" denied"));
    assertThat(said.stream().filter(line -> line.startsWith("call ")))
        .hasSize(18)
        .allMatch(line -> line.endsWith(" -1"));
    assertThat(Files.readString(file)).isEqualTo("written");
  }
}

package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a proxied request costs the garbage collector. */
final class AllocationIT {
  /** Some more than the 3,160 that were measured, for other processors and JDKs. */
  private static final long MOST_BYTES = 3_400;

  private static final Pattern RESULT = Pattern.compile("bytes (\\d+)");

  @Test
  void a_proxied_request_allocates_little() throws Exception {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                System.getProperty("java.class.path"),
                AllocationProbe.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var output = probe.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(probe.waitFor(10, TimeUnit.SECONDS)).isTrue();
      Matcher result = RESULT.matcher(text);
      assertThat(result.find()).as(text).isTrue();
      System.out.println("allocated for a proxied request: " + result.group());
      assertThat(Long.parseLong(result.group(1))).isBetween(1L, MOST_BYTES);
    } finally {
      probe.destroyForcibly();
    }
  }
}

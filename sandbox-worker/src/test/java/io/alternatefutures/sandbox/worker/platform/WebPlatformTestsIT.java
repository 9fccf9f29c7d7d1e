package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Runs the web-platform-tests that need no browser. {@code src/test/scripts/fetch-wpt.sh} fetches
 * them; without them this says so and compares nothing. {@code -Dwpt.update=true} writes the list
 * of known failures anew.
 */
class WebPlatformTestsIT {
  private static final Path EXPECTED = Path.of("src/test/resources/wpt/expected-failures.txt");

  /** A directory of the tests and the share of subtests, in percent, that must pass. */
  private record Target(String folder, double percent) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target("url", 99),
          new Target("urlpattern", 98),
          new Target("encoding", 98),
          new Target("streams", 98),
          new Target("FileAPI", 95),
          new Target("compression", 98),
          new Target("WebCryptoAPI", 95),
          new Target("dom/abort", 95),
          new Target("dom/events", 95),
          new Target("html/webappapis", 95),
          new Target("hr-time", 95),
          new Target("user-timing", 95),
          new Target("performance-timeline", 95),
          new Target("console", 95),
          new Target("fetch/api/abort", 95),
          new Target("fetch/api/basic", 95),
          new Target("fetch/api/body", 95),
          new Target("fetch/api/headers", 95),
          new Target("fetch/api/request", 95),
          new Target("fetch/api/response", 95),
          new Target("fetch/data-urls", 95),
          new Target("service-workers/cache-storage", 90),
          new Target("wasm/jsapi", 98));

  private final Set<String> failures = new TreeSet<>();
  private final List<String> belowTarget = new ArrayList<>();

  @Test
  void theShareOfPassedSubtestsHoldsAndNothingRegresses() throws IOException, JavetException {
    Path root = root();
    if (!Files.exists(root.resolve("resources/testharness.js"))) {
      System.out.println(
          "web-platform-tests: none at " + root + "; src/test/scripts/fetch-wpt.sh fetches them");
      return;
    }
    try (WptRun run = new WptRun(root)) {
      for (Target target : TARGETS) {
        runFolder(run, root, target);
      }
    }
    String version = WptExpectations.versionOf(root);
    if (Boolean.getBoolean("wpt.update")) {
      WptExpectations.write(EXPECTED, version, failures);
    }
    assertThat(belowTarget).isEmpty();
    WptExpectations expected = WptExpectations.read(EXPECTED);
    if (expected.version().equals(version)) {
      Set<String> regressions = new TreeSet<>(failures);
      regressions.removeAll(expected.failures());
      assertThat(regressions).as("subtests that passed before").isEmpty();
    }
  }

  private static Path root() {
    String cache = System.getenv("AF_WPT_CACHE");
    return cache == null
        ? Path.of(System.getProperty("user.home"), ".cache", "af-wpt", "wpt")
        : Path.of(cache, "wpt");
  }

  private void runFolder(WptRun run, Path root, Target target) throws IOException, JavetException {
    int passed = 0;
    int total = 0;
    for (WptFile file : WptFile.in(root, target.folder())) {
      if (file.needsBrowser()) {
        continue;
      }
      for (String variant : file.variants()) {
        for (WptRun.Result result : run.run(file, variant)) {
          total++;
          if (result.passed()) {
            passed++;
          } else {
            failures.add(WptExpectations.line(file, variant, result));
          }
        }
      }
    }
    double percent = total == 0 ? 100 : 100.0 * passed / total;
    String line = String.format("%s %d/%d %.2f %%", target.folder(), passed, total, percent);
    System.out.println("web-platform-tests: " + line);
    if (percent < target.percent()) {
      belowTarget.add(line + ", wanted " + target.percent() + " %");
    }
  }
}

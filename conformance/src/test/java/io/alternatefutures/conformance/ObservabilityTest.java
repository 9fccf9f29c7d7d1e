package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules ask for metrics that exist under these names. */
final class ObservabilityTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:edge|function|sandbox|catalog)_[a-z_]+\\b");

  @Test
  void the_dashboard_shows_documented_metrics() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(ROOT.resolve("deploy/grafana/dashboard.json").toFile());
    Set<String> names = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        names.addAll(metrics(target.path("expr").asText()));
      }
    }
    assertThat(names).hasSizeGreaterThan(10).allSatisfy(ObservabilityTest::isDocumented);
  }

  @Test
  void the_alert_rules_watch_documented_metrics() throws IOException {
    String rules = Files.readString(ROOT.resolve("deploy/prometheus/alerts.yaml"));

    assertThat(metrics(rules)).hasSizeGreaterThan(4).allSatisfy(ObservabilityTest::isDocumented);
  }

  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
    return names;
  }

  private static void isDocumented(String name) {
    try {
      assertThat(Files.readString(ROOT.resolve("docs/operations.md"))).contains("`" + name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rate limit that two runtimes on one database hold together. */
class SharedLimitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LIMIT = 40;

  @Test
  void what_one_instance_gave_the_other_does_not_give_again_unless_the_database_is_away() {
    try (Origin origin = Origin.start();
        Cluster cluster = Cluster.start(2, Map.of("EGRESS_ALLOW", "127.0.0.1"));
        EdgeClient first = cluster.runtime(0).edge();
        EdgeClient second = cluster.runtime(1).edge()) {
      for (String slug : new String[] {"limited", "alone"}) {
        cluster.runtime(0).control().create(limited(slug, origin));
        await().atMost(PATIENCE).until(() -> second.get(slug, "/elsewhere").statusCode() == 404);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> shared(cluster.runtime(0)) && shared(cluster.runtime(1)));

      assertThat(given(first, "limited")).isEqualTo(LIMIT);
      int over = 0;
      HttpResponse<String> answer = second.get("limited", "/");
      while (answer.statusCode() == 200) {
        over++;
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        answer = second.get("limited", "/");
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("RATE_LIMITED");
      assertThat(over)
          .as("what the second gave before it heard of the first")
          .isLessThan(LIMIT / 2);

      cluster.postgres().stop();
      await().atMost(PATIENCE).until(() -> !shared(cluster.runtime(1)));
      assertThat(given(first, "alone")).isEqualTo(LIMIT);
      assertThat(given(second, "alone")).isEqualTo(LIMIT);
      cluster.postgres().startAgain();
      await()
          .atMost(PATIENCE)
          .until(() -> shared(cluster.runtime(0)) && shared(cluster.runtime(1)));
    }
  }

  /** No allowance grows noticeably during a test. */
  private static Map<String, ?> limited(String slug, Origin origin) {
    Map<String, ?> limit = Map.of("requests", LIMIT, "per", "1d", "shared", true);
    return Map.of(
        "name", slug, "routes", Map.of("/", Map.of("target", origin.url(), "rateLimit", limit)));
  }

  private static int given(EdgeClient edge, String slug) {
    int given = 0;
    while (edge.get(slug, "/").statusCode() == 200) {
      given++;
    }
    return given;
  }

  private static boolean shared(RuntimeProcess runtime) {
    return runtime
        .control()
        .get("/metrics")
        .body()
        .lines()
        .anyMatch(line -> line.equals("limits_shared_connected 1.0"));
  }
}

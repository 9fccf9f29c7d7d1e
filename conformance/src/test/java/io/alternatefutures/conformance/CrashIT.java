package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The runtime is killed at moments it does not choose. */
class CrashIT {
  private static final int CRASHES = 3;
  private static final int DEPLOYMENTS_BEFORE_CRASH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void everything_announced_survives_kill_9_and_no_worker_stays_behind() {
    try (RuntimeProcess runtime = RuntimeProcess.start()) {
      String id = runtime.control().create("crashes", answering(0)).path("id").asText();
      // Each deployment that was announced: its CID and what it answers.
      Map<String, Integer> announced = new ConcurrentHashMap<>();
      int version = 0;
      for (int crash = 0; crash < CRASHES; crash++) {
        version = crashDuringDeployments(runtime, id, announced, version);

        runtime.startAgain();

        assertEverythingAnnouncedIsThere(runtime, id, announced);
      }
      assertThat(announced.size()).isGreaterThanOrEqualTo(CRASHES * DEPLOYMENTS_BEFORE_CRASH);
    }
  }

  private static String answering(int version) {
    return "export default () => new Response('" + version + "')";
  }

  private static int crashDuringDeployments(
      RuntimeProcess runtime, String id, Map<String, Integer> announced, int from) {
    AtomicInteger version = new AtomicInteger(from);
    ControlClient control = runtime.control();
    int enough = announced.size() + DEPLOYMENTS_BEFORE_CRASH;
    try (EdgeClient edge = runtime.edge()) {
      CompletableFuture<Void> deploying =
          untilItFails(() -> {
            int next = version.incrementAndGet();
            JsonNode function = control.update(id, Map.of("sourceCode", answering(next)));
            announced.put(function.path("currentDeployment").path("cid").asText(), next);
          });
      CompletableFuture<Void> calling = untilItFails(() -> edge.get("crashes", "/"));
      await().atMost(PATIENCE).until(() -> announced.size() >= enough);
      List<ProcessHandle> workers = runtime.workers();
      assertThat(workers).isNotEmpty();

      runtime.kill();

      deploying.join();
      calling.join();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(workers).noneMatch(ProcessHandle::isAlive));
    }
    return version.get();
  }

  private static CompletableFuture<Void> untilItFails(Runnable action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              action.run();
            }
          } catch (UncheckedIOException killed) {
            // The connection broke: what was under way was not announced.
            return;
          }
        },
        Thread::startVirtualThread);
  }

  private static void assertEverythingAnnouncedIsThere(
      RuntimeProcess runtime, String id, Map<String, Integer> announced) {
    ControlClient control = runtime.control();
    JsonNode deployments =
        control.field(
            "query ($id: ID!) { afFunctionDeployments(where: {afFunctionId: $id}) { data { cid } }"
                + " }",
            Map.of("id", id));
    List<String> known =
        deployments.path("data").valueStream().map(d -> d.path("cid").asText()).toList();
    assertThat(known).containsAll(announced.keySet());
    for (String cid : announced.keySet()) {
      assertThat(control.get("/duplicity/" + cid).statusCode()).isEqualTo(409);
    }
    int newest = announced.values().stream().mapToInt(v -> v).max().orElseThrow();
    try (EdgeClient edge = runtime.edge()) {
      // One more may have been finished without its answer having arrived.
      String served = edge.get("crashes", "/").body();
      assertThat(served).isIn(String.valueOf(newest), String.valueOf(newest + 1));
      for (Map.Entry<String, Integer> deployment : announced.entrySet()) {
        control.tryDeploy(id, Map.of("cid", deployment.getKey()));
        assertThat(edge.get("crashes", "/").body())
            .isEqualTo(String.valueOf(deployment.getValue()));
      }
    }
  }
}

package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** SIGTERM ends a runtime without harm to anybody. */
class GracefulEndIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Begins its response, and ends it when the target it asks answers. */
  private static final String STREAMING =
      """
      export default () => {
        const { readable, writable } = new TransformStream();
        const writer = writable.getWriter();
        const encoder = new TextEncoder();
        (async () => {
          await writer.write(encoder.encode('begun '));
          const answer = await fetch('TARGET');
          await writer.write(encoder.encode(await answer.text()));
          await writer.close();
        })();
        return new Response(readable);
      };
      """;

  @Test
  void requests_and_streams_under_way_end_before_the_runtime_does_and_the_status_is_zero() {
    CountDownLatch release = new CountDownLatch(1);
    try (Origin origin =
            Origin.start(exchange -> {
              awaitRelease(release);
              Origin.answer(exchange, 200, "text/plain", "whole".getBytes(StandardCharsets.UTF_8));
            });
        RuntimeProcess runtime = RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1"));
        EdgeClient edge = runtime.edge()) {
      ControlClient control = runtime.control();
      control.create(Map.of("name", "proxied", "routes", Map.of("/*", origin.url())));
      control.create("streamed", STREAMING.replace("TARGET", origin.url()));
      CompletableFuture<HttpResponse<String>> proxied = call(edge, "proxied");
      CompletableFuture<HttpResponse<String>> streamed = call(edge, "streamed");
      await().atMost(PATIENCE).until(() -> origin.requests().size() == 2);
      List<ProcessHandle> workers = runtime.workers();
      assertThat(workers).isNotEmpty();

      CompletableFuture<Integer> status = CompletableFuture.supplyAsync(runtime::terminate);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            HttpResponse<String> ready = control.send(control.anonymous("/readyz"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("not_ready", "the runtime is stopping");
          });
      release.countDown();

      ok(proxied.join(), "whole");
      ok(streamed.join(), "begun whole");
      assertThat(status.join()).isZero();
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static CompletableFuture<HttpResponse<String>> call(EdgeClient edge, String slug) {
    return CompletableFuture.supplyAsync(() -> edge.get(slug, "/"), Thread::startVirtualThread);
  }

  private static void awaitRelease(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

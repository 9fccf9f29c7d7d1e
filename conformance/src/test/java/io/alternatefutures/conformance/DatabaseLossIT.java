package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.store.testing.PostgresServer;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back. */
class DatabaseLossIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLIENTS = 4;
  private static final int OUTAGES = 5;

  @Test
  void known_functions_keep_being_served_while_the_database_is_away() {
    try (PostgresServer postgres = PostgresServer.start();
        Origin origin = Origin.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of("DATABASE_URL", postgres.createDatabase(), "EGRESS_ALLOW", "127.0.0.1"));
        EdgeClient edge = runtime.edge()) {
      createFunctions(runtime, origin);
      assertServed(edge);
      awaitReadiness(runtime, "ready");

      postgres.stop();

      awaitReadiness(runtime, "degraded");
      assertServed(edge);
      assertMutationsFail(runtime, postgres);
      assertServed(edge);

      postgres.startAgain();

      awaitReadiness(runtime, "ready");
      runtime.control().create("after", "export default () => new Response('after')");
      ok(edge.get("after", "/"), "after");
      assertServed(edge);
    }
  }

  @Test
  void a_runtime_that_starts_while_the_database_is_away_serves_what_it_knew_last()
      throws IOException {
    try (PostgresServer postgres = PostgresServer.start();
        Origin origin = Origin.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of("DATABASE_URL", postgres.createDatabase(), "EGRESS_ALLOW", "127.0.0.1"))) {
      createFunctions(runtime, origin);
      String token = runtime.credentials().path("token").asText();
      Path kept = runtime.dataDirectory().resolve("catalog.sealed");
      assertThat(runtime.terminate()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");
      runtime.startAgain();
      postgres.stop();
      runtime.kill();

      runtime.startAgain();

      awaitReadiness(runtime, "degraded");
      assertThat(runtime.log()).contains("Until then the functions known last are served");
      try (EdgeClient edge = runtime.edge()) {
        assertServed(edge);
        assertMutationsFail(runtime, postgres);
        postgres.startAgain();
        awaitReadiness(runtime, "ready");
        assertThat(runtime.credentials().path("token").asText()).isEqualTo(token);
        runtime.control().create("after", "export default () => new Response('after')");
        ok(edge.get("after", "/"), "after");
        assertServed(edge);
      }
    }
  }

  @Test
  void a_kept_catalogue_that_was_changed_is_ignored() throws IOException {
    try (PostgresServer postgres = PostgresServer.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(Map.of("DATABASE_URL", postgres.createDatabase()))) {
      runtime.control().create("known", "export default () => new Response('known')");
      assertThat(runtime.terminate()).isZero();
      Path kept = runtime.dataDirectory().resolve("catalog.sealed");
      byte[] changed = Files.readAllBytes(kept);
      changed[changed.length / 2] ^= 1;
      Files.write(kept, changed);
      postgres.stop();

      assertThatThrownBy(runtime::startAgain)
          .hasMessageContaining("catalog.sealed is ignored: it was changed")
          .hasMessageContaining("is not reachable");

      postgres.startAgain();
      runtime.startAgain();
      try (EdgeClient edge = runtime.edge()) {
        ok(edge.get("known", "/"), "known");
      }
    }
  }

  @Test
  void no_request_fails_while_the_database_goes_and_comes_again_and_again() {
    try (PostgresServer postgres = PostgresServer.start();
        Origin origin = Origin.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of("DATABASE_URL", postgres.createDatabase(), "EGRESS_ALLOW", "127.0.0.1"));
        EdgeClient edge = runtime.edge()) {
      createFunctions(runtime, origin);
      AtomicBoolean ending = new AtomicBoolean();
      AtomicInteger rounds = new AtomicInteger();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!ending.get()) {
                    assertServed(edge);
                    rounds.incrementAndGet();
                  }
                },
                Thread::startVirtualThread));
      }
      for (int outage = 0; outage < OUTAGES; outage++) {
        postgres.stop();
        awaitReadiness(runtime, "degraded");
        postgres.startAgain();
        awaitReadiness(runtime, "ready");
        runtime.control().create("round-" + outage, "export default () => new Response('ok')");
        ok(edge.get("round-" + outage, "/"), "ok");
      }
      ending.set(true);
      clients.forEach(CompletableFuture::join);
      assertThat(rounds.get()).isGreaterThanOrEqualTo(CLIENTS * OUTAGES);
    }
  }

  private static void createFunctions(RuntimeProcess runtime, Origin origin) {
    runtime.control().create("executed", "export default () => new Response('code')");
    runtime.control().create(Map.of("name", "proxied", "routes", Map.of("/*", origin.url())));
    // Never called before the database goes away: its code is on this machine all the same.
    runtime.control().create("cold", "export default () => new Response('cold')");
  }

  private static void assertServed(EdgeClient edge) {
    ok(edge.get("executed", "/"), "code");
    ok(edge.get("proxied", "/x"), "GET /x\n");
    ok(edge.get("cold", "/"), "cold");
    assertThat(edge.get("unknown", "/").statusCode()).isEqualTo(404);
  }

  private static void awaitReadiness(RuntimeProcess runtime, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          HttpResponse<String> response =
              runtime.control().send(runtime.control().anonymous("/readyz"));
          JsonNode body = ControlClient.json(response);
          assertThat(body.path("status").asText()).isEqualTo(status);
          assertThat(response.statusCode()).isEqualTo(200);
          if (status.equals("degraded")) {
            assertThat(body.path("reasons").toString()).contains("database does not answer");
          } else {
            assertThat(body.path("reasons")).isEmpty();
          }
        });
  }

  private static void assertMutationsFail(RuntimeProcess runtime, PostgresServer postgres) {
    JsonNode answer =
        runtime
            .control()
            .graphql("mutation { createAFFunction(data: {name: \"b\"}) { id } }", Map.of());
    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("extensions").path("code").asText()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(error.path("message").asText()).contains("database");
    assertThat(answer.toString())
        .doesNotContain(PostgresServer.PASSWORD, String.valueOf(postgres.port()), "SQL");
    try (Cli cli = runtime.cli()) {
      Finished create = cli.run("functions", "create", "--name", "b");
      assertThat(create.code()).isEqualTo(1);
      assertThat(create.err()).startsWith("error: ").contains("database");
    }
  }
}

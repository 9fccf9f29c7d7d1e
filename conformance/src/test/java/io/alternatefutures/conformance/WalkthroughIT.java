package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.store.testing.PostgresServer;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The walkthrough of the README, for real. */
class WalkthroughIT {
  private static final String ROUTES =
      """
      {
        "/api/users/*": "http://127.0.0.1:PORT/users",
        "/api/posts/*": "http://127.0.0.1:PORT/posts"
      }\
      """;

  private static final String CODE =
      """
      export default {
        fetch(request) {
          return new Response(`hello from ${new URL(request.url).pathname}\\n`);
        },
      };
      """;

  @Test
  void works_on_the_embedded_database() {
    try (RuntimeProcess runtime = RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.0/8"))) {
      walkThrough(runtime);
    }
  }

  @Test
  void works_on_postgresql() {
    try (PostgresServer postgres = PostgresServer.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of("EGRESS_ALLOW", "127.0.0.0/8", "DATABASE_URL", postgres.createDatabase()))) {
      assertThat(runtime.output())
          .contains("PostgreSQL at 127.0.0.1")
          .doesNotContain(PostgresServer.PASSWORD, PostgresServer.ENCODED_PASSWORD);
      walkThrough(runtime);
      assertThat(runtime.dataDirectory().resolve("af.db")).doesNotExist();
    }
  }

  @Test
  void is_in_the_readme_as_it_is_tested_here() throws IOException {
    String readme = Files.readString(Path.of("../README.md")).indent(-4);

    assertThat(readme)
        .contains(
            "./af functions create --name my-gateway\n",
            "./af functions update --functionName my-gateway --routes '" + ROUTES + "'\n",
            "curl http://my-gateway.localhost:3000/api/users ",
            "curl http://my-gateway.localhost:3000/api/posts/1?x=1 ",
            "./af functions deploy --name my-gateway --path hello.js\n",
            "curl http://my-gateway.localhost:3000/no-match ",
            CODE);
  }

  private static void walkThrough(RuntimeProcess runtime) {
    try (Origin origin = Origin.start();
        Cli af = runtime.cli();
        EdgeClient curl = runtime.edge()) {
      String port = origin.url().substring(origin.url().lastIndexOf(':') + 1);

      assertThat(af.ok("functions", "create", "--name", "my-gateway")).contains("my-gateway");
      af.ok(
          "functions",
          "update",
          "--functionName",
          "my-gateway",
          "--routes",
          ROUTES.replace("PORT", port));
      ok(curl.get("my-gateway", "/api/users"), "GET /users\n");
      ok(curl.get("my-gateway", "/api/posts/1?x=1"), "GET /posts/1?x=1\n");
      assertThat(curl.get("my-gateway", "/no-match").statusCode()).isEqualTo(404);

      af.write("hello.js", CODE);
      af.ok("functions", "deploy", "--name", "my-gateway", "--path", "hello.js");
      ok(curl.get("my-gateway", "/no-match"), "hello from /no-match\n");
      ok(curl.get("my-gateway", "/api/users"), "GET /users\n");

      lookAround(af);
    }
  }

  private static void lookAround(Cli af) {
    assertThat(af.ok("functions", "list")).contains("my-gateway", "ACTIVE", "http://my-gateway.");
    assertThat(af.ok("functions", "routes", "test", "/api/posts/1", "--name", "my-gateway"))
        .contains("/api/posts/*");
    assertThat(af.ok("functions", "invoke", "--name", "my-gateway", "--path", "/no-match"))
        .isEqualTo("hello from /no-match\n");
    assertThat(af.json("functions", "deployments", "--name", "my-gateway")).hasSize(1);
  }
}

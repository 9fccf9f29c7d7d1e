package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static io.alternatefutures.conformance.EdgeAnswers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How functions run, and that one which misbehaves hurts nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {
  private static final int CPU_LIMIT_MILLIS = 1_000;
  private static final int WALL_LIMIT_MILLIS = 5_000;

  private final Origin origin = Origin.start();
  private final RuntimeProcess runtime =
      RuntimeProcess.start(
          Map.of(
              "FUNCTION_CPU_LIMIT",
              String.valueOf(CPU_LIMIT_MILLIS),
              "FUNCTION_WALL_LIMIT",
              String.valueOf(WALL_LIMIT_MILLIS),
              "FUNCTION_MEMORY_LIMIT",
              "64",
              "EGRESS_ALLOW",
              "127.0.0.1/32"));
  private final EdgeClient edge = runtime.edge();
  private final ControlClient control = runtime.control();

  @BeforeAll
  void createNeighbour() {
    JsonNode project =
        control.field(
            "mutation { createAFProject(data: {name: \"neighbour\"}) { token } }", Map.of());
    ControlClient neighbour = new ControlClient(control.base(), project.path("token").asText());
    neighbour.create("neighbour", "export default () => new Response('still here')");
    JsonNode functions = control.field("{ afFunctions { data { name } } }", Map.of());
    assertThat(functions.path("data")).isEmpty();
    neighbourAnswers();
  }

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    origin.close();
  }

  private void neighbourAnswers() {
    ok(edge.get("neighbour", "/"), "still here");
  }

  @Test
  void an_object_with_fetch_handles_requests() {
    control.create(
        "object",
        """
        export default {
          async fetch(request, env, ctx) {
            ctx.waitUntil(Promise.resolve());
            const text = await request.text();
            return new Response(`${request.method} ${new URL(request.url).search} ${text}`, {
              status: 201, headers: {'x-from': request.headers.get('x-to')}});
          }
        }
        """);

    HttpResponse<String> response =
        edge.send(
            edge.request("object", "/a?b=c")
                .header("X-To", "you")
                .POST(BodyPublishers.ofString("body")));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("POST ?b=c body");
    assertThat(response.headers().firstValue("x-from")).contains("you");
  }

  @Test
  void a_function_handles_requests() {
    control.create(
        "plain",
        """
        const started = await Promise.resolve('top-level await');
        export default async function (request, env, ctx) { return new Response(started) }
        """);

    ok(edge.get("plain", "/"), "top-level await");
  }

  @Test
  void a_main_function_handles_requests() {
    control.create(
        "main",
        """
        export const main = (params) => ({
          status: 202, headers: {'x-method': params.method},
          body: {path: params.path, query: params.query, body: params.body}});
        """);

    HttpResponse<String> response = edge.post("main", "/p?q=1", "hello");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("x-method")).contains("POST");
    JsonNode body = ControlClient.json(response);
    assertThat(body.path("path").asText()).isEqualTo("/p");
    assertThat(body.path("query").path("q").asText()).isEqualTo("1");
    assertThat(body.path("body").asText()).isEqualTo("hello");
  }

  @Test
  void a_thrown_error_is_in_the_log_and_not_in_the_answer() {
    JsonNode function =
        control.create(
            "throws",
            """
            export default () => {
              throw new Error('the password is hunter2');
            }
            """);

    HttpResponse<String> response = edge.get("throws", "/");

    refused(response, 500, "FUNCTION_ERROR");
    assertThat(response.body()).doesNotContain("hunter2", "password", "at ");
    String log = String.join("\n", awaitLog(function, "hunter2"));
    assertThat(log).contains("error", "the password is hunter2", ":2:");
    try (Cli cli = runtime.cli()) {
      assertThat(cli.ok("functions", "logs", "--name", "throws"))
          .contains("the password is hunter2");
    }
  }

  @Test
  void what_is_no_response_is_an_error_of_the_function() {
    JsonNode function = control.create("nothing", "export default () => 42");

    refused(edge.get("nothing", "/"), 500, "FUNCTION_ERROR");
    awaitLog(function, "Response");
  }

  @Test
  void console_output_is_in_the_log_with_its_level() {
    JsonNode function =
        control.create(
            "talks",
            """
            export default () => {
              console.log('said', {a: 1}, [2]);
              console.warn('warned');
              return new Response('done');
            }
            """);

    ok(edge.get("talks", "/"), "done");

    assertThat(awaitLog(function, "warned"))
        .anySatisfy(line -> assertThat(line).startsWith("info said").contains("a: 1"))
        .contains("warn warned");
  }

  @Test
  void a_loop_without_end_is_ended_and_others_keep_answering() throws Exception {
    control.create("spins", "export default () => { while (true) {} }");
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<String>> spinning =
        CompletableFuture.supplyAsync(() -> edge.get("spins", "/"));

    while (!spinning.isDone()) {
      neighbourAnswers();
    }

    refused(spinning.get(), 504, "CPU_LIMIT");
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertThat(millis).isGreaterThanOrEqualTo(CPU_LIMIT_MILLIS).isLessThan(30_000);
    refused(edge.get("spins", "/"), 504, "CPU_LIMIT");
  }

  @Test
  void a_full_heap_ends_the_function_only() throws Exception {
    control.create(
        "hoards",
        """
        export default (request) => {
          if (new URL(request.url).pathname === '/ok') return new Response('fine');
          const all = [];
          while (true) all.push(new Array(100000).fill({}));
        }
        """);
    CompletableFuture<HttpResponse<String>> hoarding =
        CompletableFuture.supplyAsync(() -> edge.get("hoards", "/"));

    while (!hoarding.isDone()) {
      neighbourAnswers();
    }

    refused(hoarding.get(), 503, "MEMORY_LIMIT");
    ok(edge.get("hoards", "/ok"), "fine");
    neighbourAnswers();
    assertThat(runtime.handle().isAlive()).isTrue();
  }

  @Test
  void buffers_outside_the_heap_are_limited_too() {
    control.create(
        "buffers",
        """
        export default (request) => {
          if (new URL(request.url).pathname === '/ok') return new Response('fine');
          const all = [];
          while (true) all.push(new Uint8Array(1 << 20).fill(1));
        }
        """);

    HttpResponse<String> response = edge.get("buffers", "/");

    // Which limit is met first depends on the machine.
    assertThat(response.statusCode()).as(response.body()).isIn(500, 503, 504);
    assertThat(ControlClient.json(response).path("code").asText())
        .isIn("MEMORY_LIMIT", "FUNCTION_ERROR", "CPU_LIMIT");
    assertThat(runtime.workers())
        .allSatisfy(worker -> assertThat(mostResidentMegabytes(worker)).isLessThan(1_024));
    ok(edge.get("buffers", "/ok"), "fine");
    neighbourAnswers();
  }

  @Test
  void a_promise_that_never_settles_is_a_timeout() {
    control.create("waits", "export default () => new Promise(() => {})");

    HttpResponse<String> response = edge.get("waits", "/");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
    refused(response, 504, "WALL_LIMIT");
  }

  @Test
  void fetch_reaches_what_is_allowed_and_nothing_else() {
    control.create(
        "fetches",
        """
        export default async (request, env) => {
          const target = new URL(request.url).searchParams.get('to');
          try {
            const answer = await fetch(target, {method: 'POST', body: 'from the function'});
            return new Response(await answer.text());
          } catch (e) {
            return new Response(`${e.name}: ${e.message}`, {status: 299});
          }
        }
        """);
    String denied = origin.url().replace("127.0.0.1", "127.0.0.2");

    ok(edge.get("fetches", "/?to=" + origin.url() + "/path"), "POST /path\nfrom the function");
    HttpResponse<String> response = edge.get("fetches", "/?to=" + denied + "/path");

    assertThat(response.statusCode()).isEqualTo(299);
    assertThat(response.body()).startsWith("TypeError: ").contains("egress policy");
  }

  @Test
  void env_values_arrive_and_are_not_in_the_content() {
    try (Cli cli = runtime.cli()) {
      cli.ok("functions", "create", "--name", "configured");
      cli.write("code.js", "export default (r, env) => new Response(`${env.SECRET}-${env.MODE}`)");
      cli.write("values.env", "# comment\nMODE=live\n");
      JsonNode deployed =
          cli.json(
              "functions",
              "deploy",
              "--name",
              "configured",
              "--path",
              "code.js",
              "--env",
              "SECRET=s3cr3t-value",
              "--envFile",
              "values.env");

      ok(edge.get("configured", "/"), "s3cr3t-value-live");
      assertThat(deployed.toString()).contains("SECRET").doesNotContain("s3cr3t-value");
      assertThat(filesHolding("s3cr3t-value")).isEmpty();
    }
  }

  @Test
  void a_killed_worker_is_replaced_for_the_next_request() {
    control.create("survives", "export default () => new Response('alive')");
    ok(edge.get("survives", "/"), "alive");
    List<ProcessHandle> workers = runtime.workers();
    assertThat(workers).isNotEmpty();

    workers.forEach(ProcessHandle::destroyForcibly);
    workers.forEach(worker -> worker.onExit().join());

    // A request that meets the dying worker gets a clear answer; after that all is well.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> ok(edge.get("survives", "/"), "alive"));
    neighbourAnswers();
    assertThat(runtime.handle().isAlive()).isTrue();
  }

  private List<String> awaitLog(JsonNode function, String part) {
    String id = function.path("id").asText();
    await().until(() -> String.join("\n", control.logs(id)).contains(part));
    return control.logs(id);
  }

  /** The most memory that the process has had at a time (proc(5), VmHWM). */
  private static long mostResidentMegabytes(ProcessHandle process) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }

  private List<String> filesHolding(String text) {
    try (var files = Files.walk(runtime.dataDirectory())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> holds(file, text))
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every program of {@code src/test/hostile}, one after the other in one project, while a
 * function of another project is called all the time and one of the same project looks for traces.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {
  private static final int QUIET_ANSWERS = 300;

  /**
   * The neighbour's answers take a few milliseconds. Hostile programs compute for as long as they
   * may, and the tests' programs share the same cores: the scheduler's turns add up to this much
   * for one of a hundred answers when the machine has no more than two.
   */
  private static final long FLOOR_MILLIS = 100;

  /** Many programs end within a few answers, so that the slowest one counts, and a collection. */
  private static final long PROGRAM_FLOOR_MILLIS = 500;

  private static final long RUNTIME_MEGABYTES = 1_024;

  /** Log lines and figures of the last functions, which the runtime keeps for its users. */
  private static final long KEPT_MEGABYTES = 16;

  /** Connections of workers and of the tests' clients come and go. */
  private static final long KEPT_DESCRIPTORS = 32;

  /** Threads that are started when they are first needed and kept for a while. */
  private static final long KEPT_THREADS = 32;

  /** A worker's limit, and what it may be beyond it between two looks. */
  private static final long WORKER_MEGABYTES = 512 + 64;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String WITNESS =
      """
      export default () => {
        const traces = [];
        if ('leaked' in {} || 'leaked' in [] || 'leaked' in globalThis) traces.push('leaked');
        for (const key in {}) traces.push(key);
        for (const owner of [process, Buffer, Buffer.prototype]) if ('leaked' in owner) traces.push('leaked');
        if (JSON.stringify([process.pid, process.env, process.argv]) !== '[1,{},["node","/function.js"]]') traces.push('process');
        if (Response !== globalThis.Response || String(Promise).indexOf('native') < 0) traces.push('replaced');
        return new Response(traces.length ? 'traces: ' + traces : 'clean');
      };
      """;

  private final RuntimeProcess runtime =
      RuntimeProcess.start(
          Map.of(
              "FUNCTION_CPU_LIMIT", "500",
              "FUNCTION_WALL_LIMIT", "15000",
              "FUNCTION_MEMORY_LIMIT", "64",
              "WORKER_MEMORY_LIMIT", "512"));
  private final EdgeClient edge = runtime.edge();
  private final ControlClient control = runtime.control();
  private ServerSocketChannel canary;
  private EdgeClient neighboursEdge;
  private Neighbour neighbour;
  private long quietMillis;
  private final List<Long> answers = new ArrayList<>();
  private Footprint before;

  @BeforeAll
  void start() throws IOException {
    canary = ServerSocketChannel.open();
    canary.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    canary.configureBlocking(false);
    JsonNode project =
        control.field(
            "mutation { createAFProject(data: {name: \"neighbour\"}) { token } }", Map.of());
    ControlClient other = new ControlClient(control.base(), project.path("token").asText());
    other.create("neighbour", "export default () => new Response('still here')");
    control.create("witness", WITNESS);
    EdgeAnswers.ok(edge.get("witness", "/"), "clean");
    before = Footprint.of(runtime.handle());
    neighboursEdge = runtime.edge();
    EdgeAnswers.ok(neighboursEdge.get("neighbour", "/"), "still here");
    neighbour = new Neighbour(neighboursEdge, "neighbour", "still here");
    awaitAnswers();
    neighbour.take();
    awaitAnswers();
    quietMillis = Neighbour.slowMillis(neighbour.take());
  }

  private void awaitAnswers() {
    await().atMost(PATIENCE).until(() -> neighbour.answers() >= QUIET_ANSWERS);
  }

  @AfterAll
  void close() throws IOException {
    neighbour.close();
    neighboursEdge.close();
    edge.close();
    assertNeighbourIsQuick(answers, FLOOR_MILLIS);
    assertFootprintIsBack();
    List<ProcessHandle> workers = runtime.workers();
    runtime.close();
    canary.close();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
  }

  static List<HostileProgram> programs() {
    return HostileProgram.all();
  }

  @Test
  void there_are_enough_programs() {
    assertThat(programs()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void a_hostile_program_harms_nobody(HostileProgram program) throws Exception {
    neighbour.take();
    String seen = run(program);
    if (seen.startsWith("503 ") && !program.expected().contains(seen)) {
      // What earlier programs left in the worker was too much, and it has been replaced.
      seen = run(program);
    }

    assertThat(seen).isIn(program.expected());
    assertThat(runtime.handle().isAlive()).isTrue();
    assertThat(canary.accept()).isNull();
    assertThat(neighbour.errors()).isEmpty();
    await().atMost(PATIENCE).until(() -> neighbour.answers() > 0);
    List<Long> meanwhile = neighbour.take();
    answers.addAll(meanwhile);
    assertNeighbourIsQuick(meanwhile, PROGRAM_FLOOR_MILLIS);
    // A worker that was lost is replaced for the next request.
    await().atMost(PATIENCE).untilAsserted(() -> EdgeAnswers.ok(edge.get("witness", "/"), "clean"));
    assertMemoryIsBack();
  }

  /** What the client sees, in the words of the expectations. */
  private String run(HostileProgram program) throws Exception {
    String port = String.valueOf(((InetSocketAddress) canary.getLocalAddress()).getPort());
    JsonNode created =
        control.graphql(
            "mutation ($data: CreateAFFunctionDataInput!) {"
                + " createAFFunction(data: $data) { id currentDeploymentId } }",
            Map.of(
                "data",
                Map.of(
                    "name", program.name(), "sourceCode", program.source().replace("PORT", port))));
    JsonNode function = created.path("data").path("createAFFunction");
    if (created.has("errors") || function.path("currentDeploymentId").isNull()) {
      return "refused";
    }
    try {
      if (program.expected().contains("stream")) {
        return beginning(program);
      }
      String first = call(program);
      // What a first request has left behind must not help the second.
      return first.startsWith("200 ") ? call(program) : first;
    } catch (RuntimeException | IOException broken) {
      return "reset";
    } finally {
      control.field(
          "mutation ($id: ID!) { deleteAFFunction(where: {id: $id}) { id } }",
          Map.of("id", function.path("id").asText()));
    }
  }

  private String call(HostileProgram program) {
    HttpResponse<String> response =
        edge.send(
            edge.request(program.name(), "/")
                .POST(BodyPublishers.ofString("a secret ".repeat(100_000))));
    String code =
        response.statusCode() < 500
            ? response.body()
            : ControlClient.json(response).path("code").asText();
    return response.statusCode() + " " + code;
  }

  /** Reads some megabytes and goes away. */
  private String beginning(HostileProgram program) throws IOException {
    HttpResponse<InputStream> response =
        edge.send(edge.request(program.name(), "/").GET(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return body.readNBytes(8 << 20).length == 8 << 20 ? "stream" : "ended";
    }
  }

  private void assertMemoryIsBack() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(megabytes(runtime.handle())).isLessThan(RUNTIME_MEGABYTES);
          assertThat(runtime.workers())
              .hasSizeLessThanOrEqualTo(4)
              .allSatisfy(worker -> assertThat(megabytes(worker)).isLessThan(WORKER_MEGABYTES));
        });
  }

  private void assertNeighbourIsQuick(List<Long> measured, long floorMillis) {
    assertThat(Neighbour.slowMillis(measured))
        .as("slow answers of the neighbour, %s ms when all is quiet", quietMillis)
        .isLessThanOrEqualTo(Math.max(floorMillis, 2 * quietMillis));
  }

  private void assertFootprintIsBack() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Footprint after = Footprint.of(runtime.handle());
          assertThat(after.liveMegabytes())
              .isLessThanOrEqualTo(before.liveMegabytes() + KEPT_MEGABYTES);
          assertThat(after.descriptors())
              .isLessThanOrEqualTo(before.descriptors() + KEPT_DESCRIPTORS);
          assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + KEPT_THREADS);
        });
  }

  /** Memory that a process occupies (proc(5), VmRSS). */
  private static long megabytes(ProcessHandle process) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}

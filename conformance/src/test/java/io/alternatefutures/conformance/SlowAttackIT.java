package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * slowhttptest lays hold of the runtime with hundreds of connections, and is rid of them in time,
 * while an honest client goes on being answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowAttackIT {
  /** Longest time for 99 of 100 answers to the honest client: generous, for a machine at work. */
  private static final long MOST_MILLIS = 2_000;

  private static final int LEAST_ANSWERS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Those of the honest client, and some that are on their way. */
  private static final int FEW_CONNECTIONS = 4;

  private static final int LARGE_PIECES = 1_024;

  private final Origin origin = Origin.start(SlowAttackIT::serve);
  private final RuntimeProcess runtime =
      RuntimeProcess.start(
          Map.of("EGRESS_ALLOW", "127.0.0.1", "ACCESS_LOG", "off", "CLIENT_WRITE_TIMEOUT", "5000"));
  private final EdgeClient edge = runtime.edge();
  private final List<Process> attackers = new ArrayList<>();
  private final Path folder;

  SlowAttackIT(@TempDir Path folder) {
    this.folder = folder;
    route("attacked", "/large");
    route("honest", "/small");
  }

  private static void serve(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestURI().getPath().equals("/small")) {
      Origin.answer(exchange, 200, "text/plain", "here".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    // In pieces, since this server keeps twice of what it is given at once for each client.
    byte[] piece = new byte[8 * 1024];
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, (long) LARGE_PIECES * piece.length);
    for (int i = 0; i < LARGE_PIECES; i++) {
      exchange.getResponseBody().write(piece);
    }
  }

  private void route(String slug, String path) {
    runtime.control().create(Map.of("name", slug, "routes", Map.of("/", origin.url() + path)));
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process attacker : attackers) {
      attacker.destroyForcibly().waitFor();
    }
    attackers.clear();
  }

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    origin.close();
  }

  /** The attacks that slowhttptest knows. */
  enum Attack {
    SLOW_HEADS("-H -i 1 -x 8"),
    SLOW_BODIES("-B -i 1 -x 8 -s 8192"),
    SLOW_READING("-X -w 10 -y 20 -n 1 -z 32"),
    MANY_RANGES("-R -a 5 -b 2000");

    private final String options;

    Attack(String options) {
      this.options = options;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"SLOW_HEADS", "SLOW_BODIES", "SLOW_READING"})
  void an_attack_loses_its_hold_while_an_honest_client_is_answered(Attack attack) throws Exception {
    withstand(400, attack);
  }

  @Test
  void three_attacks_at_once_lose_their_hold_while_an_honest_client_is_answered() throws Exception {
    withstand(250, Attack.SLOW_HEADS, Attack.SLOW_BODIES, Attack.SLOW_READING);
  }

  @Test
  void requests_for_thousands_of_ranges_are_answered_and_so_is_an_honest_client() throws Exception {
    try (Neighbour honest = new Neighbour(edge, "honest", "here")) {
      Path report = start(Attack.MANY_RANGES, 400);
      await().until(() -> Files.readString(report).contains("No open connections left"));
      await().until(() -> honest.answers() > LEAST_ANSWERS);
      requireGoodAnswers(honest);
    }
  }

  private void withstand(int connections, Attack... attacks) throws Exception {
    try (Neighbour honest = new Neighbour(edge, "honest", "here")) {
      for (Attack attack : attacks) {
        start(attack, connections);
      }
      await().until(() -> openConnections() > attacks.length * connections / 2);
      await().until(() -> openConnections() <= FEW_CONNECTIONS);
      requireGoodAnswers(honest);
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }

  private static void requireGoodAnswers(Neighbour honest) {
    assertThat(honest.errors()).isEmpty();
    List<Long> answers = honest.take();
    assertThat(answers).hasSizeGreaterThan(LEAST_ANSWERS);
    assertThat(Neighbour.slowMillis(answers)).isLessThan(MOST_MILLIS);
  }

  private int openConnections() {
    return runtime
        .control()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("edge_connections_active "))
        .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /** Gives the file that slowhttptest writes into. */
  private Path start(Attack attack, int connections) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("slowhttptest");
    command.addAll(List.of(attack.options.split(" ", -1)));
    command.addAll(List.of("-c", String.valueOf(connections), "-r", "200"));
    command.addAll(List.of("-l", String.valueOf(2 * PATIENCE.toSeconds()), "-p", "20"));
    command.addAll(List.of("-d", "127.0.0.1:" + runtime.edgePort()));
    command.addAll(List.of("-u", "http://attacked.localhost/"));
    Path report = folder.resolve("report-" + attackers.size());
    attackers.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start());
    return report;
  }
}

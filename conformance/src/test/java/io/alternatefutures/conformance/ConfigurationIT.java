package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.RuntimeProcess;
import io.alternatefutures.testkit.Scratch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags and variables, and what is said when they cannot be used. */
class ConfigurationIT {
  private final Path folder = Scratch.folder();

  @AfterEach
  void deleteFolder() {
    Scratch.delete(folder);
  }

  @Test
  void help_lists_every_variable_with_its_default() {
    Finished help = RuntimeProcess.run(folder, Map.of(), "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains(
            "RUNTIME_PORT",
            "API_PORT",
            "DATABASE_URL",
            "AF_DATA_DIR",
            "RUNTIME_BASE_DOMAIN",
            "ENABLE_ROUTING",
            "ROUTE_CACHE_TTL",
            "PROXY_TIMEOUT",
            "EGRESS_ALLOW",
            "IPFS_GATEWAYS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNTIME_PORT", "API_PORT"})
  void a_port_in_use_is_named(String variable) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Finished finished = RuntimeProcess.run(folder, Map.of(variable, port));

      assertThat(finished.code()).isEqualTo(1);
      assertThat(finished.err()).contains("error: ", port, "in use", variable);
      assertThat(finished.err()).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, localhost",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_TRACES_SAMPLER, sometimes",
    "OTEL_BSP_SCHEDULE_DELAY, soon"
  })
  void a_variable_of_traces_that_cannot_be_used_is_named(String variable, String value) {
    Map<String, String> environment =
        new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
    environment.put(variable, value);

    Finished finished = RuntimeProcess.run(folder, environment);

    assertThat(finished.err()).startsWith("error: ").contains(variable);
    assertThat(finished.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--no-such-flag, --no-such-flag",
    "--runtime-port=many, many",
    "--runtime-port=70000, 70000",
    "--proxy-timeout=-1, -1",
    "--client-send-rate=-1, --client-send-rate",
    "--client-connections=0, --client-connections",
    "--egress-allow=not/a/network, not/a/network",
    "--ipfs-gateways=nonsense, nonsense",
    "--access-log=loud, loud"
  })
  void a_flag_that_cannot_be_used_is_named(String flag, String named) {
    Finished finished = RuntimeProcess.run(folder, Map.of(), flag);

    assertThat(finished.err()).startsWith("error: ").contains(named);
    assertThat(finished.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://af:s3cret@127.0.0.1:1/db",
        "postgresql://af:s3cret@nowhere.invalid/db",
        "mysql://af:s3cret@127.0.0.1/db",
        "postgresql://af:s3cret@127.0.0.1:99999/db"
      })
  void a_database_that_cannot_be_used_is_told_without_the_password(String url) {
    Finished finished = RuntimeProcess.run(folder, Map.of("DATABASE_URL", url));

    assertThat(finished.code()).isEqualTo(1);
    assertThat(finished.err()).contains("error: ").containsIgnoringCase("database");
    assertThat(finished.err() + finished.out()).doesNotContain("s3cret", "\tat ");
  }

  @Test
  void flags_win_over_variables_and_secrets_are_for_their_owner_only() throws IOException {
    try (RuntimeProcess runtime =
            RuntimeProcess.start(Map.of("RUNTIME_BASE_DOMAIN", "functions.test,localhost"));
        EdgeClient edge = runtime.edge()) {
      runtime.control().create("domains", "export default () => new Response('served')");

      ok(edge.get("domains", "/"), "served");
      ok(
          edge.send(edge.request("domains", "/").setHeader("Host", "DOMAINS.functions.test")),
          "served");
      assertThat(runtime.dataDirectory().resolve("credentials.json"))
          .satisfies(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
      assertThat(runtime.terminate()).isZero();
      assertThat(runtime.log()).doesNotContain("ERROR");
    }
  }
}

package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions reach when nothing is allowed to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressIT {
  private final Origin origin = Origin.start();
  private final RuntimeProcess runtime = RuntimeProcess.start();
  private final EdgeClient edge = runtime.edge();

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    origin.close();
  }

  @Test
  void a_route_to_loopback_is_refused_without_naming_the_address() {
    runtime.control().create(Map.of("name", "gateway", "routes", Map.of("/*", origin.url())));

    HttpResponse<String> response = edge.get("gateway", "/anything");

    String message = EdgeAnswers.refused(response, 502, "TARGET_NOT_ALLOWED");
    assertThat(message).contains("not allowed");
    String port = String.valueOf(URI.create(origin.url()).getPort());
    assertThat(response.body()).doesNotContain("127.0.0.1", port);
    assertThat(origin.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://0.0.0.0:PORT/",
        "http://127.1:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/"
      })
  void no_spelling_of_a_private_address_gets_past_the_policy(String target) {
    String port = String.valueOf(URI.create(origin.url()).getPort());
    String url = target.replace("PORT", port);
    String name = "spelled-" + Integer.toHexString(target.hashCode());
    runtime
        .control()
        .create(
            Map.of(
                "name",
                name,
                "sourceCode",
                "export default async () => { try { return await fetch('"
                    + url
                    + "') } catch (e) { return new Response(e.name, {status: 299}) } }"));

    HttpResponse<String> response = edge.get(name, "/");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(299);
    assertThat(response.body()).isEqualTo("TypeError");
    assertThat(origin.requests()).isEmpty();
  }
}

package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An allowed server that sends functions on to an address that is not allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressRedirectIT {
  private static final String ALLOWED = "127.0.0.1";
  private static final String DENIED = "127.0.0.2";

  private final Origin redirecting =
      Origin.start(exchange -> {
        String to = exchange.getRequestURI().getQuery();
        if (to != null) {
          exchange.getResponseHeaders().set("Location", to);
        }
        Origin.answer(exchange, to == null ? 200 : 302, "text/plain", new byte[0]);
      });
  private final RuntimeProcess runtime =
      RuntimeProcess.start(Map.of("EGRESS_ALLOW", ALLOWED + "/32"));
  private final EdgeClient edge = runtime.edge();
  private ServerSocketChannel canary;
  private int canaryPort;

  @BeforeAll
  void start() throws IOException {
    canary = ServerSocketChannel.open();
    canary.bind(new InetSocketAddress(InetAddress.getByName(DENIED), 0));
    canary.configureBlocking(false);
    canaryPort = ((InetSocketAddress) canary.getLocalAddress()).getPort();
    runtime
        .control()
        .create(
            "follows",
            """
            export default async (request) => {
              try {
                const answer = await fetch(new URL(request.url).searchParams.get('to'));
                return new Response(`reached ${answer.status}`);
              } catch (e) {
                return new Response(`${e.name}: ${e.message}`, {status: 299});
              }
            }
            """);
  }

  @AfterAll
  void close() throws IOException {
    edge.close();
    runtime.close();
    redirecting.close();
    canary.close();
  }

  private HttpResponse<String> fetch(String url) {
    return edge.get("follows", "/?to=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
  }

  @Test
  void a_redirect_within_what_is_allowed_is_followed() {
    HttpResponse<String> response = fetch(redirecting.url() + "/?" + redirecting.url() + "/there");

    assertThat(response.body()).isEqualTo("reached 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2:PORT/",
        "//127.0.0.2:PORT/",
        "http://127.0.0.1@127.0.0.2:PORT/",
        "http://127.0.0.2.:PORT/",
        "http://127.2:PORT/",
        "http://2130706434:PORT/",
        "http://0x7f000002:PORT/",
        "http://0x7f.0.0.2:PORT/",
        "http://0177.0.0.2:PORT/",
        "http://017700000002:PORT/",
        "http://[::ffff:127.0.0.2]:PORT/",
        "http://[::ffff:7f00:2]:PORT/",
        "http://[::127.0.0.2]:PORT/",
        "http://[64:ff9b::7f00:2]:PORT/",
        "http://[2002:7f00:2::]:PORT/",
        "http://\uFF11\uFF12\uFF17.0.0.2:PORT/"
      })
  void a_redirect_is_under_the_policy_however_its_address_is_spelled(String spelled)
      throws IOException {
    String denied = spelled.replace("PORT", String.valueOf(canaryPort));

    HttpResponse<String> redirected = fetch(redirecting.url() + "/?" + ascii(denied));
    HttpResponse<String> direct = fetch(denied.startsWith("//") ? "http:" + denied : denied);

    assertThat(redirected.body()).startsWith("TypeError");
    assertThat(direct.body()).startsWith("TypeError");
    assertThat(canary.accept()).isNull();
  }

  /** A Location field holds ASCII only. */
  private static String ascii(String url) {
    return url.replace("\uFF11\uFF12\uFF17", "%EF%BC%91%EF%BC%92%EF%BC%97");
  }
}

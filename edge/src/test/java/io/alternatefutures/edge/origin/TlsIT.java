package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsIT {
  private Certificates certificates;

  @BeforeAll
  void makeCertificate(@TempDir Path folder) throws Exception {
    certificates = Certificates.forHost("localhost", folder);
  }

  private static EdgeFixture edge(SslContext tls) {
    return EdgeFixture.start(
        UnaryOperator.identity(), UnaryOperator.identity(), "127.0.0.0/8,::1", tls);
  }

  @Test
  void a_target_is_spoken_to_over_tls_on_kept_connections() throws Exception {
    try (RawOrigin origin =
            RawOrigin.secure((request, wire) -> wire.ok(request.line()), certificates.server());
        EdgeFixture edge = edge(certificates.client()).routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/a").text()).isEqualTo("GET /a HTTP/1.1");
      assertThat(client.get("gw.localhost", "/b").text()).isEqualTo("GET /b HTTP/1.1");
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void large_bodies_pass_both_ways_over_tls() throws Exception {
    try (RawOrigin origin =
            RawOrigin.secure((request, wire) -> wire.ok(request.body()), certificates.server());
        EdgeFixture edge = edge(certificates.client()).routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      String body = "0123456789".repeat(100_000);
      client.send(
          "POST / HTTP/1.1\r\nHost: gw.localhost\r\nContent-Length: " + body.length() + "\r\n\r\n");
      client.send(body);
      assertThat(client.read().text()).isEqualTo(body);
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_a_502() throws Exception {
    try (RawOrigin origin = RawOrigin.secure((_, wire) -> wire.ok("hi"), certificates.server());
        EdgeFixture edge = edge(Certificates.trustNone()).routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      RawClient.Response response = client.get("gw.localhost", "/");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("TARGET_UNREACHABLE");
    }
  }

  @Test
  void a_certificate_of_another_host_is_a_502() throws Exception {
    try (RawOrigin origin = RawOrigin.secure((_, wire) -> wire.ok("hi"), certificates.server());
        EdgeFixture edge =
            edge(certificates.client())
                .name("other.test", InetAddress.getLoopbackAddress())
                .routed("gw", Map.of("/*", "https://other.test:" + origin.port()));
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(502);
    }
  }

  @Test
  void a_response_that_ends_with_the_connection_must_end_with_close_notify() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\n\r\nall of it?");
          if (request.line().contains("/cut")) {
            wire.cut();
          } else {
            wire.close();
          }
        };
    try (RawOrigin origin = RawOrigin.secure(script, certificates.server());
        EdgeFixture edge = edge(certificates.client()).routed("gw", Map.of("/*", origin.url()));
        RawClient whole = edge.client();
        RawClient cut = edge.client()) {
      assertThat(whole.get("gw.localhost", "/whole").text()).isEqualTo("all of it?");
      cut.send("GET /cut HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      assertThatThrownBy(
              () -> {
                RawClient.Response response = cut.read();
                if (response.status() != 200) {
                  throw new IOException("told before the head was sent: " + response.status());
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_target_that_does_not_speak_tls_is_a_502() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EdgeFixture edge =
            edge(certificates.client())
                .routed("gw", Map.of("/*", "https://localhost:" + other.getLocalPort()));
        RawClient client = edge.client()) {
      Thread.ofVirtual().start(() -> greet(other));
      assertThat(client.get("gw.localhost", "/").status()).isEqualTo(502);
    }
  }

  private static void greet(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }
}

package io.alternatefutures.edge;

import static io.alternatefutures.edge.testing.RawHttp2.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.edge.tls.TlsCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that choose HTTP/2 in the TLS handshake. */
final class Http2TargetIT {
  @TempDir static Path folder;
  private static Certificates certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path served = Files.createDirectory(folder.resolve("served"));
    certificate = Certificates.forHost("fn.localhost", folder);
    certificate.write(served.resolve("fn.crt"), served.resolve("fn.key"));
  }

  /** What a target does with a connection. */
  @FunctionalInterface
  interface Script {
    void serve(RawHttp2 wire, int connection) throws IOException;
  }

  /** A target that speaks HTTP/2 over TLS, frame by frame. */
  private static final class Target implements AutoCloseable {
    private final SSLServerSocket server;
    private final Script script;
    private final List<SSLSocket> accepted = new CopyOnWriteArrayList<>();

    Target(Script script) throws IOException, GeneralSecurityException {
      this.script = script;
      server =
          (SSLServerSocket)
              certificate
                  .server()
                  .getServerSocketFactory()
                  .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
      SSLParameters parameters = server.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      server.setSSLParameters(parameters);
      Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          SSLSocket socket = (SSLSocket) server.accept();
          accepted.add(socket);
          int number = accepted.size();
          Thread.ofPlatform().daemon().start(() -> serve(socket, number));
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    private void serve(SSLSocket socket, int number) {
      try (RawHttp2 wire = RawHttp2.server(socket)) {
        script.serve(wire, number);
        while (wire.next() != null) {
          // The edge says goodbye.
        }
      } catch (IOException e) {
        // The edge closed the connection.
      }
    }

    EdgeFixture edge() throws Exception {
      return fronting(server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (SSLSocket socket : accepted) {
        socket.close();
      }
    }
  }

  private static EdgeFixture fronting(int port) throws Exception {
    return EdgeFixture.start(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            "127.0.0.0/8",
            certificate.anyVersion())
        .name("fn.localhost", InetAddress.getLoopbackAddress())
        .routed("gw", Map.of("/api/*", "https://fn.localhost:" + port));
  }

  private static EdgeFixture serving(TlsCertificates certificates) {
    TlsOptions tls = new TlsOptions(0, certificates, TlsOptions.PlainText.SERVED);
    return EdgeFixture.start(options -> Records.with(options, "tls", tls)).coded("fn");
  }

  private static TlsCertificates certificates() {
    return TlsCertificates.open(
        List.of(folder.resolve("served").toString()), Duration.ofMinutes(1));
  }

  @Test
  void requests_of_any_client_share_one_connection() throws Exception {
    try (TlsCertificates certificates = certificates();
        EdgeFixture target = serving(certificates);
        EdgeFixture edge = fronting(target.server().tlsPort().orElseThrow());
        RawClient first = edge.client();
        RawHttp2 second = RawHttp2.client(edge.port())) {
      for (int i = 0; i < 5; i++) {
        assertThat(first.get("gw.localhost", "/api/x").text())
            .startsWith("GET https://fn.localhost:");
      }
      first.send(
          """
          POST /api/y HTTP/1.1\r
          Host: gw.localhost\r
          Transfer-Encoding: chunked\r
          \r
          5\r
          hello\r
          0\r
          \r
          """);
      assertThat(first.read().text()).startsWith("POST").endsWith("\nhello");
      for (int i = 0; i < 20; i++) {
        second.request(2 * i + 1, 0, "PUT", "gw.localhost", "/api/z", "content-length", "2");
        second.data(2 * i + 1, END_STREAM, "ok");
      }
      List<Integer> ended = new ArrayList<>();
      while (ended.size() < 20) {
        RawHttp2.Frame frame = second.next();
        assertThat(frame).isNotNull();
        if (frame.type() == RawHttp2.DATA && frame.has(END_STREAM)) {
          ended.add(frame.stream());
        }
      }
      assertThat(target.registry().get("edge.connections.active").gauge().value()).isEqualTo(1);
      assertThat(edge.nextRecord().status()).isEqualTo(200);
    }
  }

  @Test
  void large_bodies_pass_both_ways() throws Exception {
    String large = "x".repeat(3_000_000);
    try (TlsCertificates certificates = certificates();
        EdgeFixture target = serving(certificates);
        EdgeFixture edge = fronting(target.server().tlsPort().orElseThrow());
        RawClient client = edge.client()) {
      client.send(
          "POST /api/ HTTP/1.1\r\nHost: gw.localhost\r\nContent-Length: "
              + large.length()
              + "\r\n\r\n"
              + large);
      assertThat(client.read().text()).endsWith(large);
    }
  }

  @Test
  void a_grpc_call_streams_both_ways_and_ends_with_its_status() throws Exception {
    Script echo =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, 0, ":status", "200", "content-type", "application/grpc");
          RawHttp2.Frame frame = wire.next(RawHttp2.DATA);
          while (!frame.has(END_STREAM)) {
            wire.frame(RawHttp2.DATA, 0, stream, frame.payload());
            frame = wire.next(RawHttp2.DATA);
          }
          wire.headers(stream, END_STREAM, "grpc-status", "5", "grpc-message", "not found");
        };
    try (Target target = new Target(echo);
        EdgeFixture edge = target.edge();
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(
          1,
          0,
          "POST",
          "gw.localhost",
          "/api/pkg.Svc/Call",
          "content-type",
          "application/grpc",
          "te",
          "trailers",
          "grpc-timeout",
          "1S");
      assertThat(client.next(RawHttp2.HEADERS).fields())
          .containsEntry("content-type", "application/grpc");
      for (String message : List.of("one", "two")) {
        client.data(1, 0, message);
        assertThat(
                new String(
                    client.next(RawHttp2.DATA).payload(),
                    java.nio.charset.StandardCharsets.US_ASCII))
            .isEqualTo(message);
      }
      client.data(1, END_STREAM, "");
      RawHttp2.Frame trailers = client.next(RawHttp2.HEADERS);
      assertThat(trailers.has(END_STREAM)).isTrue();
      assertThat(trailers.fields())
          .containsEntry("grpc-status", "5")
          .containsEntry("grpc-message", "not found");
    }
  }

  @Test
  void a_call_that_fails_at_once_keeps_its_grpc_status() throws Exception {
    Script refusing =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, END_STREAM, ":status", "200", "grpc-status", "12");
        };
    try (Target target = new Target(refusing);
        EdgeFixture edge = target.edge();
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, END_STREAM, "POST", "gw.localhost", "/api/S/C", "te", "trailers");
      assertThat(client.read(1).fields()).containsEntry("grpc-status", "12");
    }
  }

  @Test
  void a_stream_that_the_target_refuses_is_tried_again() throws Exception {
    Script script =
        (wire, connection) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, END_STREAM, ":status", "204");
          if (connection == 1) {
            wire.next(RawHttp2.HEADERS);
            wire.frame(RawHttp2.GOAWAY, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
          }
        };
    try (Target target = new Target(script);
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/api/").status()).isEqualTo(204);
      assertThat(client.get("gw.localhost", "/api/").status()).isEqualTo(204);
    }
  }

  @Test
  void a_reset_before_the_head_is_a_bad_gateway() throws Exception {
    Script script =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.frame(RawHttp2.RST_STREAM, 0, stream, 0, 0, 0, 2);
        };
    try (Target target = new Target(script);
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/api/").status()).isEqualTo(502);
    }
  }

  @Test
  void a_body_that_breaks_off_is_never_presented_as_whole() throws Exception {
    Script reset =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, 0, ":status", "200");
          wire.data(stream, 0, "half");
          wire.frame(RawHttp2.RST_STREAM, 0, stream, 0, 0, 0, 2);
        };
    Script shorter =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, 0, ":status", "200", "content-length", "9");
          wire.data(stream, END_STREAM, "half");
        };
    for (Script script : List.of(reset, shorter)) {
      try (Target target = new Target(script);
          EdgeFixture edge = target.edge();
          RawHttp2 client = RawHttp2.client(edge.port())) {
        client.get(1, "gw.localhost", "/api/");
        RawHttp2.Frame last = client.verdict();
        while (last != null && last.type() == RawHttp2.HEADERS) {
          boolean refused = "502".equals(last.fields().get(":status"));
          if (refused) {
            break;
          }
          last = client.verdict();
        }
        assertThat(last).isNotNull();
        assertThat(last.type()).isIn(RawHttp2.RST_STREAM, RawHttp2.HEADERS);
      }
    }
  }

  @Test
  void garbage_of_the_target_is_a_bad_gateway() throws Exception {
    Script script =
        (wire, _) -> {
          int stream = wire.next(RawHttp2.HEADERS).stream();
          wire.headers(stream, END_STREAM, ":status", "200", "X-Upper", "1");
        };
    try (Target target = new Target(script);
        EdgeFixture edge = target.edge();
        RawClient client = edge.client()) {
      assertThat(client.get("gw.localhost", "/api/").status()).isEqualTo(502);
    }
  }
}

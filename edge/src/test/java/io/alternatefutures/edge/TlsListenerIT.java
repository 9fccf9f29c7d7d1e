package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.edge.tls.TlsCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsListenerIT {
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path folder;

  private static UnaryOperator<EdgeOptions> tls(
      TlsCertificates certificates, TlsOptions.PlainText plainText) {
    return options -> Records.with(options, "tls", new TlsOptions(0, certificates, plainText));
  }

  private static EdgeFixture serving(TlsCertificates certificates) {
    return EdgeFixture.start(tls(certificates, TlsOptions.PlainText.SERVED)).coded("fn");
  }

  private Certificates certificate(String host) throws Exception {
    Path work = Files.createTempDirectory(folder.getParent(), "keys");
    Certificates made = Certificates.forHost(host, work);
    made.write(folder.resolve(host + ".crt"), folder.resolve(host + ".key"));
    return made;
  }

  private static SSLSocket connect(EdgeFixture edge, String name, String... protocols)
      throws Exception {
    int port = edge.server().tlsPort().orElseThrow();
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    plain.setSoTimeout(10_000);
    SSLSocket socket =
        (SSLSocket)
            Certificates.trustAll().getSocketFactory().createSocket(plain, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static String shown(EdgeFixture edge, String name) throws Exception {
    try (SSLSocket socket = connect(edge, name)) {
      X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return first.getSubjectX500Principal().getName();
    }
  }

  @Test
  void the_certificate_is_that_of_the_name_asked_for() throws Exception {
    certificate("a.example");
    certificate("*.b.example");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates)) {
      assertThat(shown(edge, "a.example")).isEqualTo("CN=a.example");
      assertThat(shown(edge, "x.b.example")).isEqualTo("CN=*.b.example");
      assertThat(shown(edge, "unknown.example")).as("the first").isEqualTo("CN=*.b.example");
    }
  }

  @Test
  void http_1_1_is_served_and_told_to_be_https() throws Exception {
    certificate("fn.localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates);
        RawClient client = new RawClient(connect(edge, "fn.localhost"))) {
      for (int i = 0; i < 3; i++) {
        RawClient.Response response = client.get("fn.localhost", "/x");
        assertThat(response.text()).isEqualTo("GET https://fn.localhost/x\n");
      }
      var call = edge.sandbox().calls().take();
      assertThat(call.headers()).contains("x-forwarded-proto=https");
    }
  }

  @Test
  void a_large_answer_arrives_whole() throws Exception {
    certificate("fn.localhost");
    String large = "x".repeat(5_000_000);
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates);
        RawClient client = new RawClient(connect(edge, "fn.localhost"))) {
      edge.sandbox().function(call -> call.answer(200, large));
      assertThat(client.get("fn.localhost", "/").text()).isEqualTo(large);
      client.send("GET / HTTP/1.1\r\nHost: fn.localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.read().text()).isEqualTo(large);
      assertThat(client.readToEnd()).as("ended by close_notify").isEmpty();
    }
  }

  @Test
  void http_2_is_agreed_on() throws Exception {
    Certificates made = certificate("localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = EdgeFixture.start(tls(certificates, TlsOptions.PlainText.SERVED));
        var client = java.net.http.HttpClient.newBuilder().sslContext(made.trusting()).build()) {
      int port = edge.server().tlsPort().orElseThrow();
      var request =
          java.net.http.HttpRequest.newBuilder(
                  java.net.URI.create("https://localhost:" + port + "/"))
              .build();
      for (int i = 0; i < 3; i++) {
        var response = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("UNKNOWN_HOST");
      }
    }
  }

  @Test
  void new_files_are_used_and_connections_are_kept() throws Exception {
    certificate("fn.localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates);
        RawClient before = new RawClient(connect(edge, "fn.localhost"))) {
      assertThat(before.get("fn.localhost", "/").status()).isEqualTo(200);
      certificate("new.example");
      Awaitility.await().until(() -> shown(edge, "new.example").equals("CN=new.example"));
      assertThat(before.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void files_that_cannot_be_used_change_nothing() throws Exception {
    certificate("fn.localhost");
    Path chain = folder.resolve("fn.localhost.crt");
    byte[] good = Files.readAllBytes(chain);
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates)) {
      Files.writeString(chain, "not a certificate");
      Awaitility.await()
          .during(Duration.ofMillis(200))
          .until(() -> shown(edge, "fn.localhost").equals("CN=fn.localhost"));
      Files.write(chain, good);
      certificate("later.example");
      Awaitility.await().until(() -> shown(edge, "later.example").equals("CN=later.example"));
    }
  }

  @Test
  void sources_that_cannot_be_used_are_named_at_the_start() throws Exception {
    assertThatThrownBy(() -> TlsCertificates.check(List.of(folder.toString())))
        .hasMessageContaining("No certificates in");
    certificate("a.example");
    certificate("b.example");
    String crossed = folder.resolve("a.example.crt") + ":" + folder.resolve("b.example.key");
    assertThatThrownBy(() -> TlsCertificates.check(List.of(crossed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.example.crt");
    Files.delete(folder.resolve("a.example.key"));
    assertThatThrownBy(() -> TlsCertificates.check(List.of(folder.toString())))
        .hasMessageContaining("a.example.key");
  }

  @Test
  void old_versions_of_tls_are_refused() throws Exception {
    certificate("fn.localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge = serving(certificates)) {
      int port = edge.server().tlsPort().orElseThrow();
      try (SSLSocket socket =
          (SSLSocket)
              Certificates.trustAll()
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), port)) {
        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
    }
  }

  @Test
  void a_client_that_does_not_begin_tls_is_not_waited_for() throws Exception {
    certificate("fn.localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge =
            EdgeFixture.start(options ->
                Records.with(
                    tls(certificates, TlsOptions.PlainText.SERVED).apply(options),
                    "limits",
                    Records.with(options.limits(), "headerTimeout", Duration.ofMillis(200))));
        RawClient silent = new RawClient(edge.server().tlsPort().orElseThrow());
        RawClient plain = new RawClient(edge.server().tlsPort().orElseThrow())) {
      assertThat(silent.isClosedByServer()).isTrue();
      plain.send("GET / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n");
      while (!plain.isClosedByServer()) {
        // An alert comes first.
      }
    }
  }

  @Test
  void requests_without_tls_are_redirected_when_that_is_asked_for() throws Exception {
    certificate("fn.localhost");
    try (TlsCertificates certificates = TlsCertificates.open(List.of(folder.toString()), OFTEN);
        EdgeFixture edge =
            EdgeFixture.start(tls(certificates, TlsOptions.PlainText.REDIRECTED)).coded("fn");
        RawClient plain = edge.client();
        RawClient secure = new RawClient(connect(edge, "fn.localhost"))) {
      RawClient.Response response = plain.get("fn.localhost:3000", "/a?b=c");
      assertThat(response.status()).isEqualTo(308);
      assertThat(response.field("Location")).isEqualTo("https://fn.localhost/a?b=c");
      assertThat(edge.sandbox().calls()).isEmpty();
      assertThat(secure.get("fn.localhost", "/").status()).isEqualTo(200);
    }
  }
}

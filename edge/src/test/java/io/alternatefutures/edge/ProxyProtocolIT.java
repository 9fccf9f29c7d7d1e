package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.edge.tls.TlsCertificates;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyProtocolIT {
  private static final String LINE = "PROXY TCP4 198.51.100.7 10.0.0.1 4711 443\r\n";
  private static final byte[] BINARY =
      HexFormat.of()
          .parseHex("0d0a0d0a000d0a515549540a2111000fc63364070a0000011267" + "01bb040000");
  private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: gw.localhost\r\n\r\n";

  private static EdgeFixture expecting(UnaryOperator<EdgeOptions> change) {
    AddressSet loopback = AddressSet.of(List.of("127.0.0.0/8"));
    return EdgeFixture.start(
        options -> change.apply(Records.with(options, "proxyProtocol", loopback)));
  }

  private static double refused(EdgeFixture edge) {
    return edge.registry().get("edge.proxy.headers.refused").counter().count();
  }

  @Test
  void the_source_of_a_text_header_is_the_client() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge =
            expecting(UnaryOperator.identity()).routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send(LINE + REQUEST.repeat(2));
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).as("on the same connection").isEqualTo(200);

      for (int i = 0; i < 2; i++) {
        RawOrigin.Request seen = origin.requests().take();
        assertThat(seen.field("X-Forwarded-For")).isEqualTo("198.51.100.7");
        assertThat(seen.field("Forwarded"))
            .isEqualTo("for=198.51.100.7;host=\"gw.localhost\";proto=http");
        assertThat(edge.nextRecord().client()).isEqualTo("198.51.100.7");
      }
    }
  }

  @Test
  void the_source_of_a_binary_header_is_the_client_however_slowly_it_comes() throws Exception {
    try (EdgeFixture edge = expecting(UnaryOperator.identity()).coded("gw");
        RawClient client = edge.client()) {
      for (byte b : BINARY) {
        client.send(new byte[] {b});
      }
      assertThat(client.send(REQUEST).read().status()).isEqualTo(200);
      assertThat(edge.sandbox().calls().take().headers())
          .contains(
              "x-forwarded-for=198.51.100.7",
              "forwarded=for=198.51.100.7;host=\"gw.localhost\";proto=http");
    }
  }

  @Test
  void a_load_balancers_own_connection_is_its_own() throws Exception {
    try (EdgeFixture edge = expecting(UnaryOperator.identity()).coded("gw");
        RawClient local = edge.client();
        RawClient unknown = edge.client()) {
      local.send(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000"));
      assertThat(local.send(REQUEST).read().status()).isEqualTo(200);
      assertThat(edge.nextRecord().client()).isEqualTo("127.0.0.1");
      assertThat(unknown.send("PROXY UNKNOWN\r\n" + REQUEST).read().status()).isEqualTo(200);
      assertThat(edge.nextRecord().client()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void http_2_follows_a_header_too() throws Exception {
    try (EdgeFixture edge = expecting(UnaryOperator.identity()).coded("gw");
        RawClient client = edge.client()) {
      client.send(LINE + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
      assertThat(client.readByte()).as("length of the server's SETTINGS").isZero();
      assertThat(refused(edge)).isZero();
    }
  }

  @Test
  void tls_follows_a_header(@TempDir Path folder) throws Exception {
    Certificates made = Certificates.forHost("gw.localhost", folder);
    made.write(folder.resolve("a.crt"), folder.resolve("a.key"));
    try (TlsCertificates certificates =
            TlsCertificates.open(List.of(folder.toString()), Duration.ofSeconds(1));
        EdgeFixture edge =
            expecting(options ->
                    Records.with(
                        options,
                        "tls",
                        new TlsOptions(0, certificates, TlsOptions.PlainText.SERVED)))
                .coded("gw")) {
      int port = edge.server().tlsPort().orElseThrow();
      Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
      plain.setSoTimeout(10_000);
      plain.getOutputStream().write(BINARY);
      Socket tls =
          Certificates.trustAll()
              .getSocketFactory()
              .createSocket(plain, "gw.localhost", port, true);
      try (RawClient client = new RawClient(tls)) {
        assertThat(client.send(REQUEST).read().status()).isEqualTo(200);
        assertThat(edge.nextRecord().client()).isEqualTo("198.51.100.7");
      }
    }
  }

  @Test
  void a_trusted_proxy_behind_the_load_balancer_is_believed() throws Exception {
    AddressSet trusted = AddressSet.of(List.of("198.51.100.0/24"));
    try (EdgeFixture edge =
            expecting(options -> Records.with(options, "trustedProxies", trusted)).coded("gw");
        RawClient client = edge.client()) {
      client.send(
          LINE
              + REQUEST.replace(
                  "\r\n\r\n", "\r\nForwarded: for=6.6.6.6, for=\"[2001:db8::9]\"\r\n\r\n"));
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(edge.nextRecord().client()).isEqualTo("2001:db8::9");
      assertThat(edge.sandbox().calls().take().headers())
          .contains(
              "x-forwarded-for=2001:db8::9, 198.51.100.7",
              "forwarded=for=\"[2001:db8::9]\";host=\"gw.localhost\";proto=http,"
                  + " for=198.51.100.7")
          .doesNotContain("6.6.6.6");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REQUEST,
        "PROXY TCP4 198.51.100.7\r\n" + REQUEST,
        "PROXY TCP4 198.51.100.7 10.0.0.1 4711 443\n" + REQUEST,
        "\r\n\r\n\0\r\nQUIT\n1\u0011\0\0",
      })
  void without_a_valid_header_a_connection_ends_unanswered(String bytes) throws Exception {
    try (EdgeFixture edge = expecting(UnaryOperator.identity()).coded("gw");
        RawClient client = edge.client()) {
      client.send(bytes);
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(refused(edge)).isOne();
      assertThat(edge.sandbox().calls()).isEmpty();
    }
  }

  @Test
  void a_header_is_refused_from_others() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("gw")) {
      for (byte[] header : List.of(LINE.getBytes(StandardCharsets.US_ASCII), BINARY)) {
        try (RawClient client = edge.client()) {
          client.send(header);
          assertThat(client.isClosedByServer()).isTrue();
        }
      }
      assertThat(refused(edge)).isEqualTo(2);
      try (RawClient client = edge.client()) {
        assertThat(client.get("gw.localhost", "/").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_second_header_is_refused() throws Exception {
    try (EdgeFixture edge = expecting(UnaryOperator.identity()).coded("gw");
        RawClient client = edge.client()) {
      client.send(LINE + LINE.replace("198.51.100.7", "6.6.6.6") + REQUEST);
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(refused(edge)).isOne();
    }
  }
}

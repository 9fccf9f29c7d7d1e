package io.alternatefutures.edge.testing;

import io.alternatefutures.edge.origin.OriginTls;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** A key and its self-signed certificate, made by the JDK's own tool. */
public final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private Certificates(KeyStore store) {
    this.store = store;
  }

  /** Makes a certificate for a host name. */
  public static Certificates forHost(String host, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("test.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            tool.toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + host,
            "-ext",
            "SAN=dns:" + host,
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new Certificates(store);
  }

  /** Writes certificate and key as PEM. */
  public void write(Path certificate, Path key) throws IOException, GeneralSecurityException {
    Files.writeString(key, pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("test").getEncoded()));
  }

  private static String pem(String type, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  /** For a client that trusts this certificate and no other, and speaks any version of HTTP. */
  public OriginTls anyVersion() throws GeneralSecurityException, IOException {
    SslContext versions =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager((X509Certificate) store.getCertificate("test"))
            .endpointIdentificationAlgorithm("HTTPS")
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    "h2",
                    "http/1.1"))
            .build();
    return new OriginTls(client(), versions);
  }

  /** For a client of the JDK that trusts this certificate and no other. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** For a client that looks at certificates by itself. */
  public static SSLContext trustAll() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context;
  }

  /** For a server that shows this certificate. */
  public SSLContext server() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that trusts this certificate and no other. */
  public SslContext client() throws GeneralSecurityException, SSLException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(trust)
        .endpointIdentificationAlgorithm("HTTPS")
        .build();
  }

  /** For a client with the JDK's certificate authorities, none of which signs test certificates. */
  public static SslContext trustNone() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .endpointIdentificationAlgorithm("HTTPS")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}

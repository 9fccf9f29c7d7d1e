package io.alternatefutures.server;

import io.alternatefutures.content.ContentSettings;
import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.tls.TlsCertificates;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.sandbox.LayerPolicy;
import io.alternatefutures.sandbox.WorkerBounds;
import io.alternatefutures.server.trace.TracingSettings;
import io.alternatefutures.store.DatabaseLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime is set up, after flags, environment and defaults have been put together.
 *
 * @param edgePort 0 picks a free port
 * @param apiPort 0 picks a free port
 * @param keyFile the key that {@code env} is encrypted with; made when it is not there
 * @param databaseUrl null for the embedded database in the data directory
 * @param invokeUrlBase what invoke URLs are made from; null for the first base domain and the edge
 *     port
 * @param instanceUrl where other instances on the same database reach the control listener; null
 *     for the address it listens on
 * @param egress what route targets and functions may reach
 * @param dnsServer who is asked for the records that prove domains; null for this machine's
 * @param clients what clients of the edge may use
 * @param sandbox what happens when a required layer of confinement is missing
 * @param bubblewrap program that workers are started through when it works; null for none
 * @param tracing where spans are sent; null to record none
 * @param workerHome folder that workers are started from
 */
record RuntimeOptions(
    Role role,
    String edgeBind,
    int edgePort,
    String apiBind,
    int apiPort,
    boolean openMetrics,
    Path dataDirectory,
    Path keyFile,
    @Nullable String databaseUrl,
    List<String> baseDomains,
    @Nullable URI invokeUrlBase,
    TlsSettings tls,
    @Nullable URI instanceUrl,
    boolean routingEnabled,
    Duration routeCacheTtl,
    Duration proxyTimeout,
    EgressOptions.EgressSettings egress,
    List<URI> gateways,
    @Nullable String dnsServer,
    List<String> trustedProxies,
    List<String> proxyProtocol,
    boolean compression,
    ClientLimits clients,
    LimitRules limits,
    WorkerBounds workers,
    LayerPolicy sandbox,
    @Nullable Path bubblewrap,
    int eventLoops,
    AccessLogFormat accessLog,
    @Nullable TracingSettings tracing,
    Path workerHome) {
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException naming what cannot be used, and why
   */
  RuntimeOptions {
    baseDomains = List.copyOf(baseDomains);
    gateways = List.copyOf(gateways);
    trustedProxies = List.copyOf(trustedProxies);
    proxyProtocol = List.copyOf(proxyProtocol);
    requirePort("--runtime-port (RUNTIME_PORT)", edgePort);
    requirePort("--api-port (API_PORT)", apiPort);
    requireMillis("--route-cache-ttl (ROUTE_CACHE_TTL)", routeCacheTtl);
    requireMillis("--proxy-timeout (PROXY_TIMEOUT)", proxyTimeout);
    if (role != Role.ALL
        && DatabaseLocation.parse(databaseUrl, dataDirectory) instanceof DatabaseLocation.Sqlite) {
      throw new IllegalArgumentException(
          "--role (AF_ROLE) edge and control are for several runtimes on one PostgreSQL database:"
              + " name it in DATABASE_URL, or leave the role out");
    }
    // What the parts refuse is refused here, before any of them has started.
    AddressSet.of(trustedProxies);
    AddressSet.of(proxyProtocol);
    ContentSettings.of(dataDirectory, gateways);
    DnsTxtRecords.check(dnsServer);
    if (tls.isOn()) {
      requirePort("--tls-port (TLS_PORT)", tls.port());
      TlsCertificates.check(tls.certificates());
    }
  }

  /**
   * The listener with TLS.
   *
   * @param port 0 picks a free port; not used without certificates
   * @param certificates folders, and pairs {@code CERTIFICATE:KEY}; empty for no such listener
   * @param redirect whether requests without TLS are sent to it
   */
  record TlsSettings(int port, List<String> certificates, boolean redirect) {
    TlsSettings {
      certificates = List.copyOf(certificates);
      if (redirect && certificates.isEmpty()) {
        throw new IllegalArgumentException(
            "--tls-redirect (TLS_REDIRECT) needs --tls-certificates (TLS_CERTIFICATES)");
      }
    }

    boolean isOn() {
      return !certificates.isEmpty();
    }
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          option + " must be from 0 to " + MAX_PORT + ", but is " + port);
    }
  }

  private static void requireMillis(String option, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          option + " must be at least 1 millisecond, but is " + value.toMillis());
    }
  }

  /** How the access log is written. */
  enum AccessLogFormat {
    /** Friendly lines on a terminal, JSON elsewhere. */
    AUTO,
    /** A JSON object a line. */
    JSON,
    /** Lines for people. */
    PRETTY,
    /** No access log. */
    OFF
  }
}

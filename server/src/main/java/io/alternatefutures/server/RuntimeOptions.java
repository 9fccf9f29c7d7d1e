package io.alternatefutures.server;

import io.alternatefutures.content.ContentSettings;
import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.egress.EgressPolicy;
import io.alternatefutures.sandbox.FunctionLimits;
import io.alternatefutures.sandbox.LayerPolicy;
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
 * @param databaseUrl null for the embedded database in the data directory
 * @param invokeUrlBase what invoke URLs are made from; null for the first base domain and the edge
 *     port
 * @param egressAllow CIDRs and host names reachable in spite of the default denial
 * @param sandbox what happens when a required layer of confinement is missing
 * @param bubblewrap program that workers are started through when it works; null for none
 * @param workerHome folder that workers are started from
 */
record RuntimeOptions(
    String edgeBind,
    int edgePort,
    String apiBind,
    int apiPort,
    boolean openMetrics,
    Path dataDirectory,
    @Nullable String databaseUrl,
    List<String> baseDomains,
    @Nullable URI invokeUrlBase,
    boolean routingEnabled,
    Duration routeCacheTtl,
    Duration proxyTimeout,
    String egressAllow,
    List<URI> gateways,
    List<String> trustedProxies,
    FunctionLimits functionLimits,
    int workerMegabytes,
    int spareWorkers,
    LayerPolicy sandbox,
    @Nullable Path bubblewrap,
    int eventLoops,
    AccessLogFormat accessLog,
    Path workerHome) {
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException naming what cannot be used, and why
   */
  RuntimeOptions {
    baseDomains = List.copyOf(baseDomains);
    gateways = List.copyOf(gateways);
    trustedProxies = List.copyOf(trustedProxies);
    requirePort("--runtime-port (RUNTIME_PORT)", edgePort);
    requirePort("--api-port (API_PORT)", apiPort);
    requireMillis("--route-cache-ttl (ROUTE_CACHE_TTL)", routeCacheTtl);
    requireMillis("--proxy-timeout (PROXY_TIMEOUT)", proxyTimeout);
    // What the parts refuse is refused here, before any of them has started.
    EgressPolicy.parse(egressAllow);
    AddressSet.of(trustedProxies);
    ContentSettings.of(dataDirectory, gateways);
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

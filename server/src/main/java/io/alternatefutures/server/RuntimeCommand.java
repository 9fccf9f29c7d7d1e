package io.alternatefutures.server;

import io.alternatefutures.sandbox.LayerPolicy;
import io.alternatefutures.server.trace.TracingSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af runtime}: reads flags and environment, starts the runtime and waits for its end. */
@Command(
    name = "af runtime",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Starts the function runtime: the edge, which serves functions, and the control API.",
      "",
      "Every option can be given as an environment variable too; a flag wins over it."
    },
    footer = {
      "",
      "LOG_LEVEL (debug, info, warn, error) and LOG_FORMAT (text, json) govern the runtime's own"
          + " log. OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER and other"
          + " variables of OpenTelemetry govern traces.",
      "",
      "Examples:",
      "  af runtime",
      "  EGRESS_ALLOW=127.0.0.0/8 af runtime --port 8080",
      "  af runtime --database-url postgresql://user:password@db.internal/af"
    })
final class RuntimeCommand implements Callable<Integer> {
  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "${env:AF_ROLE:-all}",
      description =
          "all; edge: serves functions and takes no changes; control: takes changes and serves no"
              + " functions. The last two need PostgreSQL (AF_ROLE, ${DEFAULT-VALUE}).")
  private Role role = Role.ALL;

  @Option(
      names = {"--runtime-port", "--port"},
      paramLabel = "PORT",
      defaultValue = "${env:RUNTIME_PORT:-3000}",
      description = "Edge listener; 0 picks a free port (RUNTIME_PORT, ${DEFAULT-VALUE}).")
  private int edgePort;

  @Option(
      names = "--runtime-bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:RUNTIME_BIND:-0.0.0.0}",
      description = "Address the edge listens on (RUNTIME_BIND, ${DEFAULT-VALUE}).")
  private String edgeBind = "";

  @Option(
      names = "--tls-certificates",
      split = ",",
      paramLabel = "PATH",
      defaultValue = "${env:TLS_CERTIFICATES:-}",
      description =
          "Certificates for a listener with TLS: folders, and pairs CERTIFICATE:KEY; PEM,"
              + " comma-separated (TLS_CERTIFICATES).")
  private List<String> tlsCertificates = List.of();

  @Option(
      names = "--tls-port",
      paramLabel = "PORT",
      defaultValue = "${env:TLS_PORT:-3443}",
      description = "Listener with TLS, when there are certificates (TLS_PORT, ${DEFAULT-VALUE}).")
  private int tlsPort;

  @Option(
      names = "--tls-redirect",
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "${env:TLS_REDIRECT:-false}",
      description =
          "Whether requests without TLS are redirected to https (TLS_REDIRECT, ${DEFAULT-VALUE}).")
  private boolean tlsRedirect;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "${env:API_PORT:-4000}",
      description = "Control API; 0 picks a free port (API_PORT, ${DEFAULT-VALUE}).")
  private int apiPort;

  @Option(
      names = "--api-bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:API_BIND:-127.0.0.1}",
      description = "Address the control API listens on (API_BIND, ${DEFAULT-VALUE}).")
  private String apiBind = "";

  @Option(
      names = "--open-metrics",
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "${env:OPEN_METRICS:-false}",
      description = "Whether /metrics needs no token (OPEN_METRICS, ${DEFAULT-VALUE}).")
  private boolean openMetrics;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:DATABASE_URL:-}",
      description =
          "postgresql://user:password@host:port/db; embedded SQLite when absent (DATABASE_URL).",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private String databaseUrl = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:AF_DATA_DIR:-.af}",
      description = "Database, block store, credentials, sockets (AF_DATA_DIR, ${DEFAULT-VALUE}).")
  private Path dataDirectory = Path.of(".af");

  @Option(
      names = "--env-key-file",
      paramLabel = "FILE",
      defaultValue = "${env:ENV_KEY_FILE:-}",
      description =
          "Key that env values are encrypted with, the same for all instances on one database; made"
              + " when it is not there (ENV_KEY_FILE, env.key in the data directory).")
  private String keyFile = "";

  @Option(
      names = {"--runtime-base-domain", "--base-domain"},
      split = ",",
      paramLabel = "DOMAIN",
      defaultValue = "${env:RUNTIME_BASE_DOMAIN:-localhost}",
      description =
          "SLUG.DOMAIN selects the function; comma-separated (RUNTIME_BASE_DOMAIN,"
              + " ${DEFAULT-VALUE}).")
  private List<String> baseDomains = List.of();

  @Option(
      names = "--invoke-url-base",
      paramLabel = "URL",
      defaultValue = "${env:INVOKE_URL_BASE:-}",
      description =
          "Public URL that invoke URLs are made from, e.g. https://af-functions.dev"
              + " (INVOKE_URL_BASE, http://BASE-DOMAIN:PORT).")
  private String invokeUrlBase = "";

  @Option(
      names = "--instance-url",
      paramLabel = "URL",
      defaultValue = "${env:INSTANCE_URL:-}",
      description =
          "Where other instances on the same database reach this one's control API"
              + " (INSTANCE_URL, http://API-BIND:API-PORT).")
  private String instanceUrl = "";

  @Option(
      names = "--enable-routing",
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "${env:ENABLE_ROUTING:-true}",
      description =
          "false: routes are ignored, every request executes code (ENABLE_ROUTING,"
              + " ${DEFAULT-VALUE}).")
  private boolean routingEnabled;

  @Option(
      names = "--route-cache-ttl",
      paramLabel = "MS",
      defaultValue = "${env:ROUTE_CACHE_TTL:-300000}",
      description = "How long compiled routes are kept (ROUTE_CACHE_TTL, ${DEFAULT-VALUE}).")
  private long routeCacheTtl;

  @Option(
      names = "--proxy-timeout",
      paramLabel = "MS",
      defaultValue = "${env:PROXY_TIMEOUT:-30000}",
      description = "Wait for a target's response head (PROXY_TIMEOUT, ${DEFAULT-VALUE}).")
  private long proxyTimeout;

  @Mixin private EgressOptions egress = new EgressOptions();

  @Option(
      names = "--ipfs-gateways",
      split = ",",
      paramLabel = "URL",
      defaultValue = "${env:IPFS_GATEWAYS:-}",
      description =
          "Trustless gateways that missing content is fetched from; comma-separated"
              + " (IPFS_GATEWAYS).")
  private List<String> gateways = List.of();

  @Option(
      names = "--dns-server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:DNS_SERVER:-}",
      description =
          "Server that is asked for the records that prove domains of functions (DNS_SERVER, those"
              + " of this machine).")
  private String dnsServer = "";

  @Option(
      names = "--trusted-proxies",
      split = ",",
      paramLabel = "CIDR",
      defaultValue = "${env:TRUSTED_PROXIES:-}",
      description =
          "Proxies whose X-Forwarded-* or Forwarded fields tell who the client is"
              + " (TRUSTED_PROXIES).")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--proxy-protocol",
      split = ",",
      paramLabel = "CIDR",
      defaultValue = "${env:PROXY_PROTOCOL:-}",
      description =
          "Load balancers whose connections to the edge begin with a PROXY header, version 1 or 2;"
              + " it is refused from others (PROXY_PROTOCOL).")
  private List<String> proxyProtocol = List.of();

  @Option(
      names = "--compression",
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "${env:COMPRESSION:-true}",
      description =
          "Whether functions' answers are compressed for clients that ask for it (COMPRESSION,"
              + " ${DEFAULT-VALUE}).")
  private boolean compression;

  @Mixin private ClientOptions clients = new ClientOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private WorkerFlags workers = new WorkerFlags();

  @Option(
      names = "--sandbox",
      paramLabel = "MODE",
      defaultValue = "${env:AF_SANDBOX:-}",
      description =
          "require: functions do not run when a required layer of confinement is missing; auto:"
              + " they do; by default require as soon as several projects have functions"
              + " (AF_SANDBOX).",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private String sandbox = "";

  @Option(
      names = "--bubblewrap",
      paramLabel = "PROGRAM",
      defaultValue = "${env:AF_BUBBLEWRAP:-/usr/bin/bwrap}",
      description =
          "Program that puts workers into namespaces of their own, when it is there and works; off"
              + " for none (AF_BUBBLEWRAP, ${DEFAULT-VALUE}).")
  private String bubblewrap = "";

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      defaultValue = "${env:EVENT_LOOPS:-0}",
      description = "Threads of the edge; 0 is one for each core (EVENT_LOOPS, 0).")
  private int eventLoops;

  @Option(
      names = "--access-log",
      paramLabel = "FORMAT",
      defaultValue = "${env:ACCESS_LOG:-auto}",
      description = "auto, json, pretty or off (ACCESS_LOG, ${DEFAULT-VALUE}).")
  private RuntimeOptions.AccessLogFormat accessLog = RuntimeOptions.AccessLogFormat.AUTO;

  private final PrintStream out;

  RuntimeCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    RuntimeOptions options;
    try {
      options = options();
    } catch (IllegalArgumentException invalid) {
      System.err.println("error: " + invalid.getMessage());
      return Main.USAGE;
    }
    RuntimeServer server = RuntimeServer.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
    Banner.print(out, options, server);
    new CountDownLatch(1).await();
    return 0;
  }

  /**
   * Ends the runtime and the process with status 0. Left to itself the JVM would end with 128 and
   * the signal's number, which service managers take for a failure, although all requests were
   * answered. A handler of the signal could end it by {@code System.exit(0)}, but the JDK has no
   * supported way to set one. Halting is safe, since this is the only hook and has done everything.
   */
  private void end(RuntimeServer server) {
    server.close();
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  private RuntimeOptions options() {
    return new RuntimeOptions(
        role,
        edgeBind,
        edgePort,
        apiBind,
        apiPort,
        openMetrics,
        dataDirectory,
        keyFile.isBlank() ? dataDirectory.resolve("env.key") : Path.of(keyFile.strip()),
        blankToNull(databaseUrl),
        baseDomains,
        invokeUrlBase.isBlank() ? null : URI.create(invokeUrlBase.strip()),
        new RuntimeOptions.TlsSettings(tlsPort, withoutBlanks(tlsCertificates), tlsRedirect),
        instanceUrl.isBlank() ? null : URI.create(instanceUrl.strip()),
        routingEnabled,
        Duration.ofMillis(routeCacheTtl),
        Duration.ofMillis(proxyTimeout),
        egress.settings(),
        withoutBlanks(gateways).stream().map(URI::create).toList(),
        blankToNull(dnsServer),
        withoutBlanks(trustedProxies),
        withoutBlanks(proxyProtocol),
        compression,
        clients.limits(),
        limits.rules(),
        workers.bounds(),
        layerPolicy(),
        bubblewrap.equals("off") ? null : Path.of(bubblewrap),
        eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors(),
        accessLog,
        TracingSettings.of(System::getenv).orElse(null),
        WorkerHome.find());
  }

  private LayerPolicy layerPolicy() {
    return switch (sandbox.strip()) {
      case "" -> LayerPolicy.BY_PROJECTS;
      case "auto" -> LayerPolicy.AUTO;
      case "require" -> LayerPolicy.REQUIRE;
      default ->
          throw new IllegalArgumentException(
              "--sandbox (AF_SANDBOX) must be auto or require, but is \"" + sandbox + "\"");
    };
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static List<String> withoutBlanks(List<String> values) {
    return values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
  }
}

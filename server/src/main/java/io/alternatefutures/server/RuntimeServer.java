package io.alternatefutures.server;

import io.alternatefutures.content.ContentSettings;
import io.alternatefutures.content.ContentStore;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.control.content.StoredContent;
import io.alternatefutures.control.function.InvokeUrls;
import io.alternatefutures.control.http.ControlOptions;
import io.alternatefutures.control.http.ControlPorts;
import io.alternatefutures.control.http.ControlServer;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.observe.InstanceStatus;
import io.alternatefutures.control.observe.Readiness;
import io.alternatefutures.edge.AccessLog;
import io.alternatefutures.edge.EdgeOptions;
import io.alternatefutures.edge.EdgeServer;
import io.alternatefutures.edge.TlsOptions;
import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.egress.Egress;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.origin.OriginOptions;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.tls.TlsCertificates;
import io.alternatefutures.edge.trace.TracedFetches;
import io.alternatefutures.edge.trace.Tracing;
import io.alternatefutures.sandbox.Layer;
import io.alternatefutures.sandbox.SandboxOptions;
import io.alternatefutures.sandbox.SandboxPorts;
import io.alternatefutures.sandbox.WorkerSandbox;
import io.alternatefutures.server.trace.OtlpExporter;
import io.alternatefutures.server.trace.TracingSettings;
import io.alternatefutures.store.CatalogFile;
import io.alternatefutures.store.DatabaseLocation;
import io.alternatefutures.store.EncryptionKey;
import io.alternatefutures.store.Store;
import io.alternatefutures.store.StoreOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running runtime: every part, built in the order of what needs what, and taken down in reverse.
 */
public final class RuntimeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeServer.class);
  private static final Duration CERTIFICATE_CHECKS = Duration.ofSeconds(2);
  private static final int ID_LETTERS = 12;
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DatabaseLocation database;
  private final ControlServer control;
  private final @Nullable EdgeServer edge;
  private volatile boolean closing;

  private RuntimeServer(RuntimeOptions options) throws IOException {
    try {
      Path data = closing(DataDirectory.hold(options.dataDirectory())).path();
      database = DatabaseLocation.parse(options.databaseUrl(), data.resolve("af.db"));
      Clock clock = Clock.systemUTC();
      Instant started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      RuntimeMetrics metrics = new RuntimeMetrics();
      FunctionLogs logs = new FunctionLogs(clock);

      EncryptionKey key = EncryptionKey.loadOrCreate(options.keyFile());
      StoreOptions storeOptions = StoreOptions.of(database, key).with(options.role().rights());
      LastCatalog last = new LastCatalog(data, new CatalogFile(storeOptions));
      StoreStart start = StoreStart.open(storeOptions, last);
      Store store = closing(start.store());
      Membership membership = new Membership(store);
      EdgeLoops loops = closing(EdgeLoops.start(options.eventLoops()));
      ContentStore content =
          closing(
              ContentStore.open(
                  ContentSettings.of(data.resolve("blocks"), options.gateways()), membership));
      ServedCatalog catalog =
          closing(
              new ServedCatalog(store.catalog(), new Prefetcher(content), options.routeCacheTtl()));
      Egress egress =
          new Egress(
              options.egress().policy(),
              options.egress().caps(),
              project -> catalog.get().egress(project));
      metrics.watch(egress.counts());
      OriginPool origins =
          closing(
              new OriginPool(
                  loops,
                  egress,
                  new OriginOptions(options.proxyTimeout(), OriginLimits.defaults())));
      catalog.observe(membership::moved);
      catalog.observe(last::moved);
      catalog.start(start.lastKnown());
      if (database instanceof DatabaseLocation.Postgres) {
        // A database in this very directory is not away while the directory is there.
        closing(last).keep(catalog);
      }
      Tracing tracing = tracing(options.tracing(), metrics);
      SandboxPorts sandboxPorts =
          new SandboxPorts(
              new VerifiedCode(content),
              new TracedFetches(origins, tracing),
              logs,
              metrics,
              catalog::hasSeveralProjects,
              catalog::serves);
      WorkerSandbox sandbox =
          closing(WorkerSandbox.start(sandboxOptions(options, data), sandboxPorts, loops.group()));
      metrics.watch(catalog);
      metrics.watch(sandbox);
      AccessLog accessLog = accessLog(options.accessLog());
      EdgeServer listener =
          options.role().serves()
              ? closing(
                  EdgeServer.start(
                      edgeOptions(options, tls(options.tls())),
                      loops,
                      catalog,
                      origins,
                      sandbox,
                      metrics.registry(),
                      accessLog,
                      tracing))
              : null;
      edge = listener;
      AnswerPurges purges =
          new AnswerPurges(
              store, listener == null ? null : listener.responseCache(), catalog.signals());
      closing(store.follow(listener == null ? purges : sharing(store, listener, purges, metrics)));
      ControlOptions controlOptions = controlOptions(options);
      ControlPorts controlPorts =
          new ControlPorts(
              store,
              new StoredContent(content, controlOptions.carBytes()),
              catalog,
              store::siblings,
              new SandboxModuleChecker(sandbox),
              invokeUrls(options, listener == null ? options.edgePort() : listener.port()),
              metrics,
              () -> readiness(catalog, sandbox),
              logs,
              () -> status(options, readiness(catalog, sandbox), sandbox, metrics, started),
              closing(new SiblingClient(membership::others, store::siblings, clock)),
              purges,
              options.limits(),
              new DnsTxtRecords(options.dnsServer()),
              options.baseDomains().stream().map(base -> base.toLowerCase(Locale.ROOT)).toList(),
              options.egress().caps(),
              Randomness.secure(),
              clock);
      control = closing(ControlServer.start(controlOptions, controlPorts));
      closing(membership);
      metrics.watch(membership);
      String id = "ins_" + Randomness.secure().letters(ID_LETTERS);
      membership.start(() -> instance(id, options, catalog));
      // The edge ends first, so that /readyz says what is going on while it drains.
      if (listener != null) {
        parts.remove(listener);
        parts.push(listener);
      }
      if (options.role().changes()) {
        // An edge may have no right to make it.
        store.siblings();
        LocalCredentials.ensure(data, control.access(), apiUrl());
      }
      // Last, since starting processes would slow down all the rest.
      sandbox.fillSpares();
    } catch (IOException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Starts a runtime; returns when it serves.
   *
   * @throws IOException when the data directory cannot be used
   * @throws RuntimeException of a part that cannot start, with a message that says what to do
   */
  static RuntimeServer start(RuntimeOptions options) throws IOException {
    return new RuntimeServer(options);
  }

  private LimitSharing sharing(
      Store store, EdgeServer listener, CatalogListener others, RuntimeMetrics metrics) {
    String name = Randomness.secure().letters(ID_LETTERS);
    LimitSharing sharing =
        closing(LimitSharing.start(store, listener.sharedLimits(), name, others));
    if (database instanceof DatabaseLocation.Postgres) {
      metrics.watch(sharing);
    }
    return sharing;
  }

  private static SandboxOptions sandboxOptions(RuntimeOptions options, Path data) {
    return new SandboxOptions(
        options.workerHome(),
        data.resolve("run"),
        options.limits(),
        options.workers(),
        options.sandbox(),
        options.bubblewrap());
  }

  private static ControlOptions controlOptions(RuntimeOptions options) {
    return new ControlOptions(
        options.apiBind(),
        options.apiPort(),
        ControlOptions.onPort(0).carBytes(),
        options.openMetrics()
            ? ControlOptions.MetricsAccess.OPEN
            : ControlOptions.MetricsAccess.TOKEN,
        options.role().offer());
  }

  private @Nullable TlsOptions tls(RuntimeOptions.TlsSettings settings) {
    if (!settings.isOn()) {
      return null;
    }
    return new TlsOptions(
        settings.port(),
        closing(TlsCertificates.open(settings.certificates(), CERTIFICATE_CHECKS)),
        settings.redirect() ? TlsOptions.PlainText.REDIRECTED : TlsOptions.PlainText.SERVED);
  }

  private static EdgeOptions edgeOptions(RuntimeOptions options, @Nullable TlsOptions tls) {
    return new EdgeOptions(
        options.edgeBind(),
        options.edgePort(),
        options.baseDomains(),
        options.routingEnabled() ? EdgeOptions.Routing.ENABLED : EdgeOptions.Routing.DISABLED,
        options.routeCacheTtl(),
        AddressSet.of(options.trustedProxies()),
        AddressSet.of(options.proxyProtocol()),
        options.compression() ? EdgeOptions.Compression.NEGOTIATED : EdgeOptions.Compression.OFF,
        DRAIN,
        options.clients(),
        tls);
  }

  private Tracing tracing(@Nullable TracingSettings settings, RuntimeMetrics metrics) {
    if (settings == null) {
      return Tracing.off();
    }
    OtlpExporter exporter = closing(OtlpExporter.start(settings));
    metrics.watch(exporter);
    return new Tracing(settings.sampler(), exporter);
  }

  private AccessLog accessLog(RuntimeOptions.AccessLogFormat format) {
    boolean terminal = Boolean.getBoolean("af.terminal.out");
    return switch (format) {
      case AUTO -> writing(terminal ? new PrettyAccessLine() : new JsonAccessLine());
      case PRETTY -> writing(new PrettyAccessLine());
      case JSON -> writing(new JsonAccessLine());
      case OFF -> AccessLog.none();
    };
  }

  private AccessLog writing(AccessLineFormat format) {
    return closing(AccessLogWriter.start(format));
  }

  private static InvokeUrls invokeUrls(RuntimeOptions options, int edgePort) {
    URI base = options.invokeUrlBase();
    return InvokeUrls.under(
        base == null
            ? URI.create("http://" + options.baseDomains().getFirst() + ":" + edgePort)
            : base);
  }

  /** This instance, as the others are told of it. */
  private Instance instance(String id, RuntimeOptions options, ServedCatalog catalog) {
    return new Instance(
        id,
        name(),
        options.instanceUrl() == null ? ownUrl(options.apiBind()) : options.instanceUrl(),
        options.role().serves(),
        catalog.revision(),
        catalog.lacking());
  }

  private URI ownUrl(String bind) {
    boolean any = bind.equals("0.0.0.0") || bind.equals("::");
    try {
      String host = any ? InetAddress.getLocalHost().getHostAddress() : bind;
      return URI.create(
          "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + control.port());
    } catch (UnknownHostException e) {
      return URI.create(apiUrl());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private InstanceStatus status(
      RuntimeOptions options,
      Readiness readiness,
      WorkerSandbox sandbox,
      RuntimeMetrics metrics,
      Instant started) {
    return new InstanceStatus(
        name(),
        Main.version(),
        options.role().name().toLowerCase(Locale.ROOT),
        started,
        InstanceStatus.State.valueOf(readiness.state().name()),
        readiness.reasons(),
        readiness.layers(),
        sandbox.layers().size(),
        sandbox.residentBytes(),
        metrics.functionLoads());
  }

  private String name() {
    return hostName() + ":" + (edge == null ? control.port() : edge.port());
  }

  private Readiness readiness(ServedCatalog catalog, WorkerSandbox sandbox) {
    return readinessOfParts(catalog, sandbox).withLayers(layersOfAll(sandbox));
  }

  /** Names of the layers that hold around every worker; none while there is no worker. */
  private static List<String> layersOfAll(WorkerSandbox sandbox) {
    List<Set<Layer>> workers = sandbox.layers();
    return Arrays.stream(Layer.values())
        .filter(layer ->
            !workers.isEmpty() && workers.stream().allMatch(layers -> layers.contains(layer)))
        .map(Layer::name)
        .toList();
  }

  private Readiness readinessOfParts(ServedCatalog catalog, WorkerSandbox sandbox) {
    if (closing) {
      return Readiness.notReady(List.of("the runtime is stopping"));
    }
    List<String> troubles =
        Stream.of(Optional.ofNullable(catalog.trouble()), sandbox.refusal())
            .flatMap(Optional::stream)
            .toList();
    return troubles.isEmpty() ? Readiness.ready() : Readiness.degraded(troubles);
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  /** The port that serves functions; empty when this runtime does not. */
  OptionalInt edgePort() {
    return edge == null ? OptionalInt.empty() : OptionalInt.of(edge.port());
  }

  /** The port of the listener with TLS; empty when there is none. */
  OptionalInt tlsPort() {
    return edge == null ? OptionalInt.empty() : edge.tlsPort();
  }

  /** Where the control API is, for programs on this machine. */
  String apiUrl() {
    return "http://127.0.0.1:" + control.port();
  }

  String database() {
    return database.toString();
  }

  @Override
  public void close() {
    closing = true;
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception failure) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), failure);
      }
    }
  }
}

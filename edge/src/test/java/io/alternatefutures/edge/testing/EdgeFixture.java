package io.alternatefutures.edge.testing;

import io.alternatefutures.edge.AccessRecord;
import io.alternatefutures.edge.EdgeOptions;
import io.alternatefutures.edge.EdgeServer;
import io.alternatefutures.edge.egress.Egress;
import io.alternatefutures.edge.egress.EgressPolicy;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.origin.OriginOptions;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginTls;
import io.alternatefutures.edge.trace.Tracing;
import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressCaps;
import io.alternatefutures.model.egress.EgressRules;
import io.alternatefutures.routing.Routes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An edge server on a free port of loopback, with everything it needs. */
public final class EdgeFixture implements AutoCloseable {
  /** Whose functions all are, unless told otherwise. */
  public static final ProjectId PROJECT = new ProjectId("p");

  private final EdgeLoops loops = EdgeLoops.start(1);
  private final FakeSandbox sandbox = new FakeSandbox();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<AccessRecord> log = new LinkedBlockingQueue<>();
  private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
  private final Egress egress;
  private final OriginPool origins;
  private final EdgeServer server;
  private volatile CatalogSnapshot catalogue = CatalogSnapshot.empty();

  private EdgeFixture(
      EdgeOptions options, OriginOptions originOptions, String egressAllow, OriginTls tls) {
    names.put("localhost", List.of(InetAddress.getLoopbackAddress()));
    egress =
        new Egress(
            EgressPolicy.parse(egressAllow), EgressCaps.NONE, project -> catalogue.egress(project));
    origins = new OriginPool(loops, egress, originOptions, this::addresses, tls);
    server =
        EdgeServer.start(
            options, loops, () -> catalogue, origins, sandbox, registry, log::add, Tracing.off());
  }

  private List<InetAddress> addresses(String host) throws UnknownHostException {
    List<InetAddress> known = names.get(host);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    return known;
  }

  /** What {@code host} resolves to from now on. */
  public EdgeFixture name(String host, InetAddress... addresses) {
    names.put(host, List.of(addresses));
    return this;
  }

  /** Loopback is allowed, and everything else is as usual. */
  public static EdgeFixture start() {
    return start(UnaryOperator.identity());
  }

  public static EdgeFixture start(UnaryOperator<EdgeOptions> change) {
    return start(change, UnaryOperator.identity());
  }

  public static EdgeFixture start(
      UnaryOperator<EdgeOptions> change, UnaryOperator<OriginOptions> changeOrigins) {
    return start(change, changeOrigins, "127.0.0.0/8,::1");
  }

  public static EdgeFixture start(
      UnaryOperator<EdgeOptions> change,
      UnaryOperator<OriginOptions> changeOrigins,
      String egressAllow) {
    return start(change, changeOrigins, egressAllow, Certificates.trustNone());
  }

  /** With other certificate authorities. */
  public static EdgeFixture start(
      UnaryOperator<EdgeOptions> change,
      UnaryOperator<OriginOptions> changeOrigins,
      String egressAllow,
      SslContext tls) {
    return start(change, changeOrigins, egressAllow, new OriginTls(tls, tls));
  }

  /** With other certificate authorities, and other versions of HTTP. */
  public static EdgeFixture start(
      UnaryOperator<EdgeOptions> change,
      UnaryOperator<OriginOptions> changeOrigins,
      String egressAllow,
      OriginTls tls) {
    OriginOptions originOptions =
        new OriginOptions(Duration.ofSeconds(30), OriginLimits.defaults());
    return new EdgeFixture(
        change.apply(EdgeOptions.defaults()), changeOrigins.apply(originOptions), egressAllow, tls);
  }

  /** What the project of all functions may reach from now on. */
  public EdgeFixture egress(Map<String, ?> rules) {
    EgressRules parsed = EgressRules.parse(rules);
    catalogue =
        CatalogSnapshot.of(
            catalogue.entries().stream().map(entry -> entry.withEgress(parsed)).toList());
    return this;
  }

  /** A function of this slug that has routes and no code. */
  public EdgeFixture routed(String slug, Map<String, String> routes) {
    return function(slug, FunctionStatus.ACTIVE, routes, false);
  }

  /** A function of this slug with code, and routes as its owner writes them. */
  public EdgeFixture planned(String slug, Map<String, ?> json) {
    return function(slug, FunctionStatus.ACTIVE, Routes.parse(json), true);
  }

  /** A function of this slug that has code and no routes. */
  public EdgeFixture coded(String slug) {
    return function(slug, FunctionStatus.ACTIVE, Map.of(), true);
  }

  public EdgeFixture function(
      String slug, FunctionStatus status, Map<String, String> routes, boolean deployed) {
    return function(
        slug,
        status,
        routes.entrySet().stream().map(e -> new Route(e.getKey(), e.getValue())).toList(),
        deployed);
  }

  private EdgeFixture function(
      String slug, FunctionStatus status, List<Route> list, boolean deployed) {
    @Nullable ActiveDeployment deployment =
        deployed
            ? new ActiveDeployment(new DeploymentId("d-" + slug), Cid.parse(CID), Map.of())
            : null;
    catalogue =
        catalogue.with(
            new CatalogEntry(
                new FunctionId("f-" + slug),
                PROJECT,
                new FunctionName(slug),
                new Slug(slug),
                status,
                list,
                deployment));
    return this;
  }

  /** Has the function with this slug selected by full host names too. */
  public EdgeFixture domains(String slug, String... domains) {
    CatalogEntry entry = Objects.requireNonNull(catalogue.bySlug(slug), slug);
    catalogue =
        catalogue.with(
            entry.withDomains(Stream.of(domains).map(DomainName::new).collect(Collectors.toSet())));
    return this;
  }

  private static final String CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

  public int port() {
    return server.port();
  }

  public EdgeServer server() {
    return server;
  }

  public EdgeLoops loops() {
    return loops;
  }

  public OriginPool origins() {
    return origins;
  }

  public FakeSandbox sandbox() {
    return sandbox;
  }

  public SimpleMeterRegistry registry() {
    return registry;
  }

  public RawClient client() throws IOException {
    return new RawClient(port());
  }

  /** The next record of the access log. */
  public AccessRecord nextRecord() throws InterruptedException {
    AccessRecord next = log.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no access record");
    }
    return next;
  }

  public BlockingQueue<AccessRecord> records() {
    return log;
  }

  @Override
  public void close() {
    server.close();
    origins.close();
    loops.close();
  }
}

package io.alternatefutures.edge.router;

import io.alternatefutures.edge.egress.Egress;
import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.loop.EdgeLoops;
import io.alternatefutures.edge.origin.OriginOptions;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RequestPath;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RouteTable;
import io.alternatefutures.routing.policy.RequestFacts;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's router for use in other programs: matches a request against a function's routes and
 * sends it to the target, streaming both ways. Thread-safe; {@link #close} ends its threads.
 *
 * <pre>{@code
 * try (RuntimeRouter router = new RuntimeRouter(source, RuntimeRouterOptions.defaults())) {
 *   Optional<ProxyResponse> response =
 *       router.handleRequest(id, ProxyRequest.get("/api/users")).toCompletableFuture().join();
 * }
 * }</pre>
 */
public final class RuntimeRouter implements AutoCloseable {
  private final RouteSource source;
  private final RouteCache cache;
  private final EdgeLoops loops;
  private final OriginPool origins;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentHashMap<FunctionId, CompletableFuture<RouteTable>> loading =
      new ConcurrentHashMap<>();

  public RuntimeRouter(RouteSource source, RuntimeRouterOptions options) {
    this.source = source;
    this.cache = new RouteCache(options.cacheTtl(), Limits.CACHED_ROUTE_TABLES);
    this.loops = EdgeLoops.start(options.threads());
    OriginOptions originOptions =
        new OriginOptions(options.proxyTimeout(), OriginLimits.defaults());
    this.origins = new OriginPool(loops, Egress.of(options.egress()), originOptions);
  }

  /**
   * Routes a request.
   *
   * @return the target's response, once its head is there; empty when no route matches. Fails with
   *     {@link ProxyException} when the target gives none, {@link
   *     io.alternatefutures.routing.InvalidPathException} when the path has no safe meaning, {@link
   *     io.alternatefutures.routing.InvalidRoutesException} when the routes cannot be used, or
   *     whatever the route source throws
   * @throws IllegalArgumentException when method or header fields are not valid HTTP
   */
  public CompletionStage<Optional<ProxyResponse>> handleRequest(
      FunctionId functionId, ProxyRequest request) {
    HttpHeaders headers = headers(request);
    RouteTable known = cache.find(functionId, System.nanoTime());
    CompletableFuture<RouteTable> table =
        known != null ? CompletableFuture.completedFuture(known) : load(functionId);
    return table.thenCompose(routes -> route(routes, request, headers));
  }

  private CompletableFuture<RouteTable> load(FunctionId functionId) {
    CompletableFuture<RouteTable> mine = new CompletableFuture<>();
    CompletableFuture<RouteTable> other = loading.putIfAbsent(functionId, mine);
    if (other != null) {
      return other;
    }
    executor.execute(() -> {
      try {
        List<Route> routes = source.routes(functionId);
        RouteTable table = RouteTable.compile(routes);
        keep(functionId, mine, routes, table);
        mine.complete(table);
      } catch (Exception e) {
        loading.remove(functionId, mine);
        mine.completeExceptionally(e);
      }
    });
    return mine;
  }

  /** Puts a table into the cache, unless it was invalidated while it was made. */
  @SuppressWarnings("ReferenceEquality") // the very look-up
  private void keep(
      FunctionId functionId,
      CompletableFuture<RouteTable> lookup,
      List<Route> routes,
      RouteTable table) {
    loading.computeIfPresent(
        functionId,
        (id, current) -> {
          if (current != lookup) {
            return current;
          }
          cache.put(id, routes, table, System.nanoTime());
          return null;
        });
  }

  private CompletionStage<Optional<ProxyResponse>> route(
      RouteTable routes, ProxyRequest request, HttpHeaders headers) {
    String target = request.target();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    RoutedFacts facts = new RoutedFacts(request.method(), headers, query);
    RouteMatch match = routes.match(RequestPath.normalise(path), facts);
    if (match == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (match.plan() != null) {
      // Forwarding would leave out what the options ask for, such as authentication.
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "The route "
                  + match.route().pattern()
                  + " has options that only the runtime carries out"));
    }
    OriginRequest toTarget =
        new OriginRequest(
            null,
            match.origin(),
            request.method(),
            match.requestTarget(query),
            headers,
            ConnectionOptions.of(headers),
            contentLength(request),
            null,
            null);
    CompletableFuture<ProxyResponse> result = new CompletableFuture<>();
    EventLoop loop = loops.group().next();
    RoutedExchange exchange = new RoutedExchange(loop, executor, result);
    loop.execute(() -> exchange.start(origins, toTarget, request.body()));
    return result.thenApply(Optional::of);
  }

  private record RoutedFacts(String method, HttpHeaders headers, String query)
      implements RequestFacts {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private static long contentLength(ProxyRequest request) {
    long length = request.body().contentLength();
    if (length < 0) {
      return OriginRequest.CHUNKED;
    }
    return switch (request.method()) {
      case "GET", "HEAD", "OPTIONS", "DELETE" -> length == 0 ? OriginRequest.NO_BODY : length;
      default -> length;
    };
  }

  private static HttpHeaders headers(ProxyRequest request) {
    if (request.method().isEmpty()
        || HttpHeaderValidationUtil.validateToken(request.method()) >= 0) {
      throw new IllegalArgumentException("The method is not a token");
    }
    HttpHeaders headers = new DefaultHttpHeaders();
    request.headers().forEach(headers::add);
    return headers;
  }

  /** Has the routes of a function asked for anew. */
  public void invalidateCache(FunctionId functionId) {
    loading.remove(functionId);
    cache.invalidate(functionId);
  }

  /** Has all routes asked for anew. */
  public void clearCache() {
    loading.clear();
    cache.clear();
  }

  /** Size and hit rate of the route cache. */
  public RouterStats getStats() {
    return cache.stats();
  }

  /** Ends the router's threads and connections. */
  @Override
  public void close() {
    origins.close();
    loops.close();
    executor.close();
  }
}

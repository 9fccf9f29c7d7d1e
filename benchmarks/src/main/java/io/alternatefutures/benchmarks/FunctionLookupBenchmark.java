package io.alternatefutures.benchmarks;

import io.alternatefutures.edge.router.RouteCache;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.routing.RequestPath;
import io.alternatefutures.routing.RouteMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a slug to a route among growing numbers of functions: the time must not grow with them. A
 * part of the routes has conditions, which must not make the plain ones dearer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FunctionLookupBenchmark {
  /** How many functions there are. */
  @Param({"1", "10000"})
  public int functions;

  private final RouteCache cache = new RouteCache(Duration.ofHours(1), 100_000);
  private CatalogSnapshot catalogue = CatalogSnapshot.empty();
  private String slug = "";

  /** Makes the functions, and compiles their routes as their first requests would. */
  @Setup
  public void deploy() {
    List<Route> routes =
        List.of(
            new Route("/api/users/:id", "http://127.0.0.1:9000/users/:id"),
            new Route("/api/*", "http://127.0.0.1:9000/api"),
            Route.of("/api/*#write", Map.of("methods", "POST", "target", "http://127.0.0.1:9001")));
    List<CatalogEntry> entries = new ArrayList<>(functions);
    for (int i = 0; i < functions; i++) {
      entries.add(
          new CatalogEntry(
              new FunctionId("fn_" + i),
              new ProjectId("p"),
              new FunctionName("function-" + i),
              new Slug("function-" + i),
              FunctionStatus.ACTIVE,
              routes,
              null));
    }
    catalogue = CatalogSnapshot.of(entries);
    for (CatalogEntry entry : entries) {
      cache.get(entry.id(), entry.routes(), System.nanoTime());
    }
    slug = "function-" + functions / 2;
  }

  /** What every proxied request pays to find its way. */
  @Benchmark
  public @Nullable RouteMatch find() {
    CatalogEntry function = catalogue.bySlug(slug);
    if (function == null) {
      return null;
    }
    return cache
        .get(function.id(), function.routes(), System.nanoTime())
        .match(RequestPath.normalise("/api/users/12345"));
  }

  /** An unknown host: one look-up that finds nothing, and nothing kept. */
  @Benchmark
  public @Nullable CatalogEntry findNothing() {
    return catalogue.bySlug("no-such-function");
  }
}

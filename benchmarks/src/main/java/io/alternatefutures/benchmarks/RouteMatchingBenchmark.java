package io.alternatefutures.benchmarks;

import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RequestPath;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RouteTable;
import java.util.ArrayList;
import java.util.List;
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

/** Matching one path against tables of growing size: the time must not grow with them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouteMatchingBenchmark {
  /** How many routes the table has. */
  @Param({"1", "100", "10000"})
  public int routes;

  /** What the path meets: a kind of route, or none. */
  @Param({"exact", "parameter", "wildcard", "innerWildcard", "nothing"})
  public String path = "";

  private RouteTable table = RouteTable.compile(List.of());
  private String requested = "";

  /** Compiles a table in which a quarter of the routes is of each kind. */
  @Setup
  public void compile() {
    List<Route> all = new ArrayList<>(routes);
    for (int i = 0; i < routes; i++) {
      all.add(new Route(pattern(kind(i), i), "http://127.0.0.1:9000/target"));
    }
    table = RouteTable.compile(all);
    // The last route of the wanted kind; a table of one route is of the wanted kind alone.
    int last = Math.max(0, routes - 4);
    requested =
        switch (path) {
          case "exact" -> "/api/v1/service" + last + "/status";
          case "parameter" -> "/api/v1/users" + (routes == 1 ? 0 : last + 1) + "/12345/posts";
          case "wildcard" -> "/api/v1/files" + (routes == 1 ? 0 : last + 2) + "/a/b/c.txt";
          case "innerWildcard" -> "/api/v1/tree" + (routes == 1 ? 0 : last + 3) + "/a/b/c/raw";
          default -> "/somewhere/else/entirely";
        };
    boolean matches = table.match(requested) != null;
    if (matches == path.equals("nothing")) {
      throw new IllegalStateException(requested + " matches: " + matches);
    }
  }

  /** Normalise and match: what every request pays. */
  @Benchmark
  public @Nullable RouteMatch match() {
    return table.match(RequestPath.normalise(requested));
  }

  /** Normalise, match and build the request target: what every proxied request pays. */
  @Benchmark
  public @Nullable String matchAndTarget() {
    RouteMatch match = table.match(RequestPath.normalise(requested));
    return match == null ? null : match.requestTarget("page=2");
  }

  private String kind(int index) {
    if (routes == 1) {
      return path;
    }
    return switch (index % 4) {
      case 0 -> "exact";
      case 1 -> "parameter";
      case 2 -> "wildcard";
      default -> "innerWildcard";
    };
  }

  private static String pattern(String kind, int index) {
    return switch (kind) {
      case "parameter" -> "/api/v1/users" + index + "/:id/posts";
      case "wildcard" -> "/api/v1/files" + index + "/*";
      case "innerWildcard" -> "/api/v1/tree" + index + "/*/raw";
      default -> "/api/v1/service" + index + "/status";
    };
  }
}

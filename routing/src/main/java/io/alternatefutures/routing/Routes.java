package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import io.alternatefutures.routing.policy.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a function's routes as they come out of a JSON parser. */
public final class Routes {
  private Routes() {}

  /**
   * Checks a map of path patterns to target URLs, or to objects with options.
   *
   * @param json the parser's value: a {@link Map} when the input is right, anything else when not
   * @return the routes in the order of the map; at least one
   * @throws InvalidRoutesException when it is not such a map, with one line for its author for each
   *     thing that is wrong
   */
  public static List<Route> parse(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new InvalidRoutesException(
          "Routes must be an object mapping path patterns to target URLs");
    }
    if (map.isEmpty()) {
      throw new InvalidRoutesException("Routes object cannot be empty");
    }
    requireNotTooMany(map.size());
    Problems problems = new Problems();
    List<Route> routes = new ArrayList<>(map.size());
    map.forEach((pattern, value) -> {
      try {
        routes.add(parse(String.valueOf(pattern), value, problems));
      } catch (InvalidRoutesException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    });
    if (!problems.isEmpty()) {
      throw new InvalidRoutesException(problems.messages());
    }
    return List.copyOf(routes);
  }

  private static Route parse(String pattern, @Nullable Object target, Problems problems) {
    if (!pattern.startsWith("/")) {
      throw CompiledRoute.withoutSlash(pattern);
    }
    if (target instanceof Map<?, ?> options) {
      Route route = Route.of(pattern, options);
      var _ = RouteReader.read(route, problems);
      return route;
    }
    if (!(target instanceof String url)) {
      throw new InvalidRoutesException(
          "Invalid target URL for path \"" + pattern + "\". Target must be a string");
    }
    return CompiledRoute.of(new Route(pattern, url)).route();
  }

  static void requireNotTooMany(int count) {
    if (count > Limits.MAX_ROUTES) {
      throw new InvalidRoutesException(
          "Routes must have at most " + Limits.MAX_ROUTES + " entries, not " + count);
    }
  }
}

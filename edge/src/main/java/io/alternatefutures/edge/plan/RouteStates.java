package io.alternatefutures.edge.plan;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RoutePlan;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The states of all routes with plans that have been used, by function and pattern. Thread-safe; a
 * look-up takes no lock.
 */
final class RouteStates {
  private final Authenticator.Factory authenticators;
  private final SharedLimits shared;
  private final ConcurrentHashMap<FunctionId, ConcurrentHashMap<String, RouteState>> functions =
      new ConcurrentHashMap<>();

  RouteStates(Authenticator.Factory authenticators, SharedLimits shared) {
    this.authenticators = authenticators;
    this.shared = shared;
  }

  /** The state of the route that matched. */
  RouteState of(FunctionId function, RouteMatch match, RoutePlan plan) {
    ConcurrentHashMap<String, RouteState> routes = functions.get(function);
    if (routes == null) {
      routes = functions.computeIfAbsent(function, _ -> new ConcurrentHashMap<>());
    }
    Route route = match.route();
    RouteState known = routes.get(route.pattern());
    if (known != null && isOf(known, route)) {
      return known;
    }
    RouteState current =
        routes.compute(
            route.pattern(),
            (_, before) ->
                before != null && isOf(before, route)
                    ? before
                    : new RouteState(function, route, plan, before, authenticators, shared));
    return current == null
        ? new RouteState(function, route, plan, null, authenticators, shared)
        : current;
  }

  @SuppressWarnings("ReferenceEquality") // spares the comparison of routes that did not change
  private static boolean isOf(RouteState state, Route route) {
    return state.route() == route || state.route().equals(route);
  }

  void forEach(BiConsumer<FunctionId, RouteState> action) {
    functions.forEach((id, routes) -> routes.values().forEach(state -> action.accept(id, state)));
  }

  /** Forgets the routes that {@code catalogue} no longer has. */
  void prune(CatalogSnapshot catalogue) {
    functions.forEach((id, routes) -> {
      @Nullable CatalogEntry entry = catalogue.byId(id).orElse(null);
      if (entry == null) {
        functions.remove(id);
        return;
      }
      Set<String> patterns = new HashSet<>();
      entry.routes().forEach(route -> patterns.add(route.pattern()));
      routes.keySet().retainAll(patterns);
    });
  }
}

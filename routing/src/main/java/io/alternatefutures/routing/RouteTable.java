package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import io.alternatefutures.routing.policy.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's routes, compiled: immutable, safe to share between threads.
 *
 * <p>Patterns are preferred in this order, whatever the order they are given in: exact ones, then
 * those with {@code :name}, then those with {@code *}; within each, more segments first, then
 * literal segments before others from left to right, then lexicographic. A priority comes before
 * all of that; of routes with the same pattern, the one with more conditions is preferred.
 */
public final class RouteTable {
  private static final RequestFacts BARE_GET =
      new RequestFacts() {
        @Override
        public String method() {
          return "GET";
        }

        @Override
        public @Nullable String header(String name) {
          return null;
        }

        @Override
        public @Nullable String query() {
          return null;
        }
      };

  private final List<CompiledRoute> routes;
  private final PatternTrie trie;

  private RouteTable(List<CompiledRoute> routes) {
    this.routes = routes;
    this.trie = PatternTrie.of(routes.stream().map(CompiledRoute::pattern).toList());
  }

  /**
   * Compiles {@code routes}; with none, nothing ever matches.
   *
   * @throws InvalidRoutesException when one of them, or their number, cannot be used
   */
  public static RouteTable compile(List<Route> routes) {
    Routes.requireNotTooMany(routes.size());
    List<CompiledRoute> compiled = new ArrayList<>(routes.size());
    for (Route route : routes) {
      compiled.add(CompiledRoute.of(route));
    }
    compiled.sort(null);
    return new RouteTable(List.copyOf(compiled));
  }

  /**
   * The preferred route whose pattern matches the path and whose conditions the request meets; null
   * when there is none.
   *
   * @param normalisedPath what {@link RequestPath#normalise} returned
   */
  public @Nullable RouteMatch match(String normalisedPath, RequestFacts request) {
    int rank = trie.find(normalisedPath);
    if (rank < 0) {
      return null;
    }
    CompiledRoute route = routes.get(rank);
    if (!route.isUnconditional()) {
      return matchConditions(normalisedPath, request);
    }
    PatternCapture capture = PatternCapture.of(route.pattern(), normalisedPath);
    if (capture == null) {
      throw new IllegalStateException(
          "The trie found " + route.pattern() + ", which does not match");
    }
    return new RouteMatch(route, normalisedPath, capture);
  }

  /** The first route whose pattern and conditions both match. */
  private @Nullable RouteMatch matchConditions(String path, RequestFacts request) {
    for (int rank : trie.findAll(path)) {
      CompiledRoute route = routes.get(rank);
      if (route.conditions().accept(request)) {
        PatternCapture capture = route.capture(path);
        if (capture != null) {
          return new RouteMatch(route, path, capture);
        }
      }
    }
    return null;
  }

  /** The preferred route for a GET request without fields and query; null when there is none. */
  public @Nullable RouteMatch match(String normalisedPath) {
    return match(normalisedPath, BARE_GET);
  }

  /**
   * Tells for every route, in the order of preference, whether it matches and why not.
   *
   * @param normalisedPath what {@link RequestPath#normalise} returned
   */
  public RouteExplanation explain(String normalisedPath, RequestFacts request) {
    RouteMatch winner = match(normalisedPath, request);
    List<RouteExplanation.Candidate> candidates = new ArrayList<>(routes.size());
    for (CompiledRoute route : routes) {
      candidates.add(PatternMismatch.candidate(route, normalisedPath, request, winner));
    }
    return new RouteExplanation(normalisedPath, candidates, winner);
  }

  /** As {@link #explain(String, RequestFacts)} for a GET request without fields and query. */
  public RouteExplanation explain(String normalisedPath) {
    return explain(normalisedPath, BARE_GET);
  }

  /** The routes in the order of preference. */
  public List<Route> routes() {
    return routes.stream().map(CompiledRoute::route).toList();
  }

  /** How many routes there are. */
  public int size() {
    return routes.size();
  }

  /** Whether there is no route, so that nothing can match. */
  public boolean isEmpty() {
    return routes.isEmpty();
  }
}

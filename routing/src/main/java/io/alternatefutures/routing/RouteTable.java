package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's routes, compiled: immutable, safe to share between threads.
 *
 * <p>Patterns are preferred in this order, whatever the order they are given in: exact ones, then
 * those with {@code :name}, then those with {@code *}; within each, more segments first, then
 * literal segments before others from left to right, then lexicographic.
 */
public final class RouteTable {
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
   * The preferred route that matches; null when none does.
   *
   * @param normalisedPath what {@link RequestPath#normalise} returned
   */
  public @Nullable RouteMatch match(String normalisedPath) {
    int rank = trie.find(normalisedPath);
    if (rank < 0) {
      return null;
    }
    CompiledRoute route = routes.get(rank);
    PatternCapture capture = PatternCapture.of(route.pattern(), normalisedPath);
    if (capture == null) {
      throw new IllegalStateException(
          "The trie found " + route.pattern() + ", which does not match");
    }
    return new RouteMatch(route, normalisedPath, capture);
  }

  /**
   * Tells for every route, in the order of preference, whether it matches and why not.
   *
   * @param normalisedPath what {@link RequestPath#normalise} returned
   */
  public RouteExplanation explain(String normalisedPath) {
    RouteMatch winner = match(normalisedPath);
    List<RouteExplanation.Candidate> candidates = new ArrayList<>(routes.size());
    for (CompiledRoute route : routes) {
      candidates.add(PatternMismatch.candidate(route, normalisedPath, winner));
    }
    return new RouteExplanation(normalisedPath, candidates, winner);
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

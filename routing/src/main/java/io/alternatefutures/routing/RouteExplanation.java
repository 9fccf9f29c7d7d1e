package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a path goes where it goes.
 *
 * @param path the normalised path
 * @param candidates every route, in the order of preference
 * @param winner null when no route matches, so that the function's code answers
 */
public record RouteExplanation(
    String path, List<Candidate> candidates, @Nullable RouteMatch winner) {
  public RouteExplanation {
    candidates = List.copyOf(candidates);
  }

  /** What became of one route. */
  public enum Verdict {
    /** It matches, and no preferred one does. */
    CHOSEN,
    /** It matches, but a preferred one does too. */
    OUTRANKED,
    /** It does not match. */
    NO_MATCH
  }

  /**
   * One route and what became of it.
   *
   * @param reason a phrase for people, without full stop
   */
  public record Candidate(Route route, Verdict verdict, String reason) {}
}

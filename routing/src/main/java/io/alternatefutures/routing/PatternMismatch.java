package io.alternatefutures.routing;

import io.alternatefutures.routing.RouteExplanation.Candidate;
import io.alternatefutures.routing.RouteExplanation.Verdict;
import io.alternatefutures.routing.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/** Finds words for what a route did with a path. Not for the request path. */
final class PatternMismatch {
  private PatternMismatch() {}

  static Candidate candidate(
      CompiledRoute route, String path, RequestFacts request, @Nullable RouteMatch winner) {
    if (winner != null && winner.route().equals(route.route())) {
      return new Candidate(route.route(), Verdict.CHOSEN, phrase(route));
    }
    boolean pathMatches = PatternCapture.of(route.pattern(), path) != null;
    if (pathMatches) {
      String mismatch = route.conditions().mismatch(request, path);
      if (mismatch != null) {
        return new Candidate(route.route(), Verdict.NO_MATCH, mismatch);
      }
    }
    if (winner != null && pathMatches) {
      String reason = "matches, but \"" + winner.route().pattern() + "\" comes first";
      return new Candidate(route.route(), Verdict.OUTRANKED, reason);
    }
    return new Candidate(route.route(), Verdict.NO_MATCH, reason(route.pattern(), path));
  }

  private static String phrase(CompiledRoute route) {
    String kind = kindPhrase(route.pattern());
    return route.isUnconditional() ? kind : kind + ", and the request meets its conditions";
  }

  private static String kindPhrase(PathPattern pattern) {
    return switch (pattern.kind()) {
      case EXACT -> "exact match";
      case PARAMETERS -> "matches with parameters";
      case WILDCARDS -> "matches with a wildcard";
    };
  }

  private static String reason(PathPattern pattern, String path) {
    String[] expected = pattern.key().substring(1).split("/", -1);
    String[] actual = path.substring(1).split("/", -1);
    for (int i = 0; i < expected.length; i++) {
      if (expected[i].indexOf(PathPattern.WILDCARD) >= 0) {
        return wildcardReason(expected[i], i, i < actual.length ? actual[i] : null);
      }
      if (i >= actual.length) {
        break;
      }
      boolean parameter = expected[i].indexOf(PathPattern.PARAMETER) >= 0;
      if (parameter && actual[i].isEmpty()) {
        return "segment " + (i + 1) + " is empty";
      }
      if (!parameter && !expected[i].equals(actual[i])) {
        return "segment " + (i + 1) + " is \"" + actual[i] + "\", not \"" + expected[i] + "\"";
      }
    }
    return "the path has " + segments(actual.length) + ", the pattern " + expected.length;
  }

  private static String wildcardReason(String expected, int index, @Nullable String actual) {
    if (actual == null) {
      return "the path ends before segment " + (index + 1);
    }
    String head = expected.substring(0, expected.indexOf(PathPattern.WILDCARD));
    if (!actual.startsWith(head)) {
      return "segment "
          + (index + 1)
          + " is \""
          + actual
          + "\", which does not start with \""
          + head
          + "\"";
    }
    return "what follows the \"*\" in the pattern is not in the path";
  }

  private static String segments(int count) {
    return count == 1 ? "1 segment" : count + " segments";
  }
}

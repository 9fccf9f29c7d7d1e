package io.alternatefutures.routing;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.policy.Conditions;
import io.alternatefutures.routing.policy.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route, ready to match and to forward to.
 *
 * @param label tells routes of one pattern apart; usually empty
 * @param priority higher ones come first, whatever the patterns
 * @param names of the pattern's parameters, then of the regular expression's groups
 * @param target the only or first one; null when no target answers
 * @param plan null when nothing but forwarding to the target is to be done
 */
record CompiledRoute(
    Route route,
    PathPattern pattern,
    String label,
    int priority,
    Conditions conditions,
    List<String> names,
    @Nullable TargetTemplate target,
    @Nullable RoutePlan plan)
    implements Comparable<CompiledRoute> {

  /**
   * Compiles {@code route}.
   *
   * @throws InvalidRoutesException when its pattern, its target or its options cannot be used
   */
  static CompiledRoute of(Route route) {
    if (!route.pattern().startsWith("/")) {
      throw withoutSlash(route.pattern());
    }
    if (route.options().isEmpty()) {
      PathPattern pattern = PathPattern.parse(route.pattern());
      List<String> names = pattern.parameterNames();
      TargetTemplate target = TargetUrl.parse(pattern, names, route.target(), true);
      return new CompiledRoute(route, pattern, "", 0, Conditions.NONE, names, target, null);
    }
    Problems problems = new Problems();
    CompiledRoute compiled = RouteReader.read(route, problems);
    if (compiled == null) {
      throw new InvalidRoutesException(problems.messages());
    }
    return compiled;
  }

  static InvalidRoutesException withoutSlash(String pattern) {
    return new InvalidRoutesException(
        "Invalid path pattern \"" + pattern + "\". Path patterns must start with \"/\"");
  }

  /** Whether the route takes every request whose path matches its pattern. */
  boolean isUnconditional() {
    return conditions.isEmpty();
  }

  /** What the pattern and the regular expression capture; null when one of them does not match. */
  @Nullable PatternCapture capture(String path) {
    PatternCapture capture = PatternCapture.of(pattern, path);
    Pattern regex = conditions.regex();
    if (capture == null || regex == null) {
      return capture;
    }
    Matcher matcher = regex.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, Integer> groups = regex.namedGroups();
    int first = pattern.parameterNames().size();
    int[] bounds = new int[2 * names.size()];
    System.arraycopy(capture.bounds(), 0, bounds, 0, 2 * first);
    for (int i = first; i < names.size(); i++) {
      int group = groups.getOrDefault(names.get(i), 0);
      int start = Math.max(0, matcher.start(group));
      int end = Math.max(0, matcher.end(group));
      if (hasDotSegment(path.substring(start, end))) {
        return null; // part of a segment must not become one that leads elsewhere
      }
      bounds[2 * i] = start;
      bounds[2 * i + 1] = end;
    }
    return capture.with(bounds);
  }

  private static boolean hasDotSegment(String value) {
    for (String segment : value.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(CompiledRoute other) {
    if (priority != other.priority) {
      return Integer.compare(other.priority, priority);
    }
    int byPattern = pattern.compareTo(other.pattern);
    if (byPattern != 0) {
      return byPattern;
    }
    int byCount = Integer.compare(other.conditions.count(), conditions.count());
    return byCount != 0 ? byCount : label.compareTo(other.label);
  }
}

package io.alternatefutures.routing;

import io.alternatefutures.model.Route;

/** A route, ready to match and to forward to. */
record CompiledRoute(Route route, PathPattern pattern, TargetTemplate target)
    implements Comparable<CompiledRoute> {

  /**
   * Compiles {@code route}.
   *
   * @throws InvalidRoutesException when its pattern or its target cannot be used
   */
  static CompiledRoute of(Route route) {
    if (!route.pattern().startsWith("/")) {
      throw withoutSlash(route.pattern());
    }
    PathPattern pattern = PathPattern.parse(route.pattern());
    return new CompiledRoute(route, pattern, TargetUrl.parse(pattern, route.target()));
  }

  static InvalidRoutesException withoutSlash(String pattern) {
    return new InvalidRoutesException(
        "Invalid path pattern \"" + pattern + "\". Path patterns must start with \"/\"");
  }

  @Override
  public int compareTo(CompiledRoute other) {
    return pattern.compareTo(other.pattern);
  }
}

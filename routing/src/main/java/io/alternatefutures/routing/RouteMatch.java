package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The route that a path matched, and where a request for that path goes. Immutable; cheap to make:
 * nothing is copied from the path before it is asked for.
 */
public final class RouteMatch {
  private final CompiledRoute compiled;
  private final String path;
  private final PatternCapture capture;

  RouteMatch(CompiledRoute compiled, String path, PatternCapture capture) {
    this.compiled = compiled;
    this.path = path;
    this.capture = capture;
  }

  /** The route as its author wrote it. */
  public Route route() {
    return compiled.route();
  }

  /**
   * What each {@code :name} of the pattern matched, in the order of the pattern, then each named
   * group of the regular expression. Values are still percent-encoded; those of the pattern are not
   * empty, and hold no {@code /}.
   */
  public Map<String, String> parameters() {
    List<String> names = compiled.names();
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, String> parameters = LinkedHashMap.newLinkedHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      parameters.put(names.get(i), parameter(i));
    }
    return Collections.unmodifiableMap(parameters);
  }

  /** What is to be done with the request; null when it is just forwarded to the target. */
  public @Nullable RoutePlan plan() {
    return compiled.plan();
  }

  /** Whether a target answers. */
  public boolean hasTarget() {
    return compiled.target() != null;
  }

  /**
   * Scheme, host and port of the target, or of the first one: the key of a connection pool.
   *
   * @throws IllegalStateException when no target answers
   */
  public TargetOrigin origin() {
    return target().origin();
  }

  private TargetTemplate target() {
    TargetTemplate target = compiled.target();
    if (target == null) {
      throw new IllegalStateException("The route " + route().pattern() + " has no target");
    }
    return target;
  }

  /** {@code http} or {@code https}. */
  public String targetScheme() {
    return origin().scheme();
  }

  /** Name or address of the target in lower case; an IPv6 address without brackets. */
  public String targetHost() {
    return origin().host();
  }

  /** Port of the target, 1 to 65535. */
  public int targetPort() {
    return origin().port();
  }

  /**
   * The origin-form request target (RFC 9112 section 3.2.1) to ask the target for: its path, what
   * the pattern's first wildcard matched and all after it, its query, and {@code rawQuery}.
   *
   * @param rawQuery the request's query without {@code ?}; null or empty when it has none
   */
  public String requestTarget(@Nullable String rawQuery) {
    return requestTarget(target(), rawQuery);
  }

  /** As {@link #requestTarget(String)}, for one of the route's targets. */
  public String requestTarget(RouteTarget target, @Nullable String rawQuery) {
    return requestTarget(target.template(), rawQuery);
  }

  private String requestTarget(TargetTemplate target, @Nullable String rawQuery) {
    String query = rawQuery == null ? "" : rawQuery;
    StringBuilder out = new StringBuilder(path.length() + query.length() + 32);
    target.appendRequestTarget(out, this, query);
    return out.toString();
  }

  /**
   * The value of {@code Location} for a redirection.
   *
   * @param rawQuery as in {@link #requestTarget(String)}
   */
  public String location(RouteAction.Redirect redirect, @Nullable String rawQuery) {
    return redirect.location().of(this, rawQuery);
  }

  /**
   * The absolute URL that a request for the matched path goes to.
   *
   * @param rawQuery the request's query without {@code ?}; null or empty when it has none
   */
  public String target(@Nullable String rawQuery) {
    return origin() + requestTarget(rawQuery);
  }

  String parameter(int index) {
    return path.substring(capture.bounds()[2 * index], capture.bounds()[2 * index + 1]);
  }

  void appendParameter(StringBuilder out, int index) {
    out.append(path, capture.bounds()[2 * index], capture.bounds()[2 * index + 1]);
  }

  /**
   * Appends what the first wildcard matched and all after it, with exactly one slash between. Empty
   * segments at its start are dropped, and so is a dot segment, which a wildcard inside a segment
   * can leave ({@code /a*} on {@code /a../b}): neither may change where the target's path leads.
   */
  void appendRest(StringBuilder out) {
    int start = capture.restStart();
    if (start < 0) {
      return;
    }
    int from = skipSlashes(start);
    if (RequestPath.dotSegmentLength(path, from) > 0) {
      int slash = path.indexOf('/', from);
      from = skipSlashes(slash < 0 ? path.length() : slash);
    }
    boolean nothing = start == path.length() && path.charAt(start - 1) != '/';
    if (nothing) {
      return;
    }
    if (out.isEmpty() || out.charAt(out.length() - 1) != '/') {
      out.append('/');
    }
    out.append(path, from, path.length());
  }

  private int skipSlashes(int from) {
    int i = from;
    while (i < path.length() && path.charAt(i) == '/') {
      i++;
    }
    return i;
  }

  @Override
  public String toString() {
    return "RouteMatch[" + route().pattern() + " for " + path + "]";
  }
}

package io.alternatefutures.routing;

import io.alternatefutures.routing.policy.FieldMatch;
import io.alternatefutures.routing.policy.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who answers the requests that a route takes. */
public sealed interface RouteAction {
  /**
   * A target.
   *
   * @param targets at least one
   */
  record Proxy(
      List<RouteTarget> targets,
      Strategy strategy,
      @Nullable Canary canary,
      @Nullable Mirror mirror)
      implements RouteAction {
    public Proxy {
      targets = List.copyOf(targets);
    }
  }

  /** The edge, with a redirection. */
  final class Redirect implements RouteAction {
    private final int status;
    private final RedirectLocation location;

    Redirect(int status, RedirectLocation location) {
      this.status = status;
      this.location = location;
    }

    /** 301, 302, 303, 307 or 308. */
    public int status() {
      return status;
    }

    RedirectLocation location() {
      return location;
    }
  }

  /** The function's code. */
  record RunFunction() implements RouteAction {}

  /**
   * A target that gets some of the requests instead.
   *
   * @param percent of all requests, 0 to 100
   * @param header requests that have it go there as well; null for none
   */
  record Canary(RouteTarget target, int percent, @Nullable FieldMatch header) {}

  /**
   * A target that gets copies of requests, and whose answers nobody sees.
   *
   * @param percent of all requests, 1 to 100
   */
  record Mirror(RouteTarget target, int percent) {}
}

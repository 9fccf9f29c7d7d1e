package io.alternatefutures.cli.route;

import io.alternatefutures.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Words for a route. They hold no values of options, which may be secret. */
final class RouteText {
  private RouteText() {}

  /** Who answers the requests that the route takes. */
  static String destination(Route route) {
    Map<String, ?> options = route.options();
    if (options.get("targets") instanceof List<?> targets) {
      return targets.size() + " targets";
    }
    if (options.get("redirect") instanceof Map<?, ?> redirect) {
      return "redirect to " + redirect.get("location");
    }
    return options.containsKey("function") ? "the function's code" : route.target();
  }

  /** Names of the other options. */
  static String options(Route route) {
    List<String> names = new ArrayList<>(route.options().keySet());
    names.removeAll(List.of("target", "targets", "redirect", "function"));
    return String.join(", ", names);
  }
}

package io.alternatefutures.routing;

import io.alternatefutures.routing.policy.RoutePolicies;
import java.util.ArrayList;
import java.util.List;

/** Everything a route does with a request beyond forwarding it to one target. Immutable. */
public record RoutePlan(RouteAction action, RoutePolicies policies) {

  /** What is done, in the order it is done, for people; holds no secrets. */
  public List<String> steps() {
    List<String> steps = new ArrayList<>(policies.steps());
    switch (action) {
      case RouteAction.Proxy proxy -> {
        if (proxy.targets().size() > 1) {
          steps.add("targets: " + targets(proxy) + ", " + proxy.strategy().text());
        }
        RouteAction.Canary canary = proxy.canary();
        if (canary != null) {
          String header =
              canary.header() == null ? "" : ", or when header " + canary.header().name();
          steps.add("canary: " + canary.percent() + " %" + header + " → " + canary.target());
        }
        RouteAction.Mirror mirror = proxy.mirror();
        if (mirror != null) {
          steps.add("mirror: " + mirror.percent() + " % → " + mirror.target());
        }
      }
      case RouteAction.Redirect redirect -> steps.add("redirect: " + redirect.status());
      case RouteAction.RunFunction _ -> steps.add("function: the function's code answers");
    }
    return steps;
  }

  private static String targets(RouteAction.Proxy proxy) {
    List<String> targets = new ArrayList<>();
    for (RouteTarget target : proxy.targets()) {
      targets.add(target.url() + " (weight " + target.weight() + ")");
    }
    return String.join(", ", targets);
  }
}

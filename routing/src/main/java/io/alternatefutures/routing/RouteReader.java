package io.alternatefutures.routing;

import com.google.re2j.Pattern;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.policy.Conditions;
import io.alternatefutures.routing.policy.FieldMatch;
import io.alternatefutures.routing.policy.OptionReader;
import io.alternatefutures.routing.policy.Problems;
import io.alternatefutures.routing.policy.RoutePolicies;
import io.alternatefutures.routing.policy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a route whose value is an object. */
final class RouteReader {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final List<String> ACTIONS = List.of("target", "targets", "redirect", "function");
  private static final List<String> OF_PROXY =
      List.of("strategy", "rewrite", "protocol", "canary", "mirror");

  private final PathPattern pattern;
  private final OptionReader options;
  private final List<String> names;
  private final Conditions conditions;

  private RouteReader(PathPattern pattern, OptionReader options) {
    this.pattern = pattern;
    this.options = options;
    this.conditions = Conditions.read(options);
    this.names = names(pattern, conditions.regex());
  }

  /**
   * Reads {@code route}.
   *
   * @param problems gets what is wrong with its options
   * @return null when something is wrong
   * @throws InvalidRoutesException when its pattern cannot be used
   */
  static @Nullable CompiledRoute read(Route route, Problems problems) {
    int mark = route.pattern().lastIndexOf('#');
    String text = mark < 0 ? route.pattern() : route.pattern().substring(0, mark);
    String label = mark < 0 ? "" : route.pattern().substring(mark + 1);
    PathPattern pattern = PathPattern.parse(text);
    int before = problems.messages().size();
    OptionReader options =
        new OptionReader("routes[\"" + route.pattern() + "\"]", route.options(), problems);
    CompiledRoute compiled = new RouteReader(pattern, options).compile(route, label);
    return problems.messages().size() == before ? compiled : null;
  }

  private @Nullable CompiledRoute compile(Route route, String label) {
    int priority = options.integer("priority", -1_000, 1_000, 0);
    RouteAction action = action();
    RoutePolicies policies = RoutePolicies.read(options);
    if (action != null && !(action instanceof RouteAction.Proxy)) {
      refuseOptionsOfTargets();
    }
    options.finish();
    if (action == null) {
      return null;
    }
    TargetTemplate target =
        action instanceof RouteAction.Proxy proxy ? proxy.targets().get(0).template() : null;
    boolean plain =
        action instanceof RouteAction.Proxy proxy
            && proxy.targets().size() == 1
            && proxy.canary() == null
            && proxy.mirror() == null
            && policies.equals(RoutePolicies.NONE);
    RoutePlan plan = plain ? null : new RoutePlan(action, policies);
    return new CompiledRoute(route, pattern, label, priority, conditions, names, target, plan);
  }

  private void refuseOptionsOfTargets() {
    List<String> all = new ArrayList<>(OF_PROXY);
    all.addAll(RoutePolicies.FOR_TARGETS);
    for (String name : all) {
      if (options.has(name)) {
        options.problems().add(options.pathOf(name) + ": needs \"target\" or \"targets\"");
      }
    }
  }

  private @Nullable RouteAction action() {
    List<String> given = ACTIONS.stream().filter(options::has).toList();
    if (given.size() != 1) {
      options
          .problems()
          .add(
              options.path()
                  + ": expected one of "
                  + String.join(", ", ACTIONS)
                  + ", not "
                  + (given.isEmpty() ? "none of them" : String.join(" and ", given)));
      OF_PROXY.forEach(options::has);
      return null;
    }
    return switch (given.get(0)) {
      case "redirect" -> redirect();
      case "function" -> function();
      default -> proxy();
    };
  }

  private RouteAction.@Nullable RunFunction function() {
    if (!Boolean.TRUE.equals(options.value("function"))) {
      options.wrong("function", "true");
      return null;
    }
    return new RouteAction.RunFunction();
  }

  private RouteAction.@Nullable Redirect redirect() {
    OptionReader redirect = options.object("redirect");
    if (redirect == null) {
      return null;
    }
    int status = redirect.integer("status", 301, 308, 302);
    if (!REDIRECTS.contains(status)) {
      redirect.wrong("status", "301, 302, 303, 307 or 308");
    }
    String location = redirect.text("location");
    if (location == null) {
      if (!redirect.has("location")) {
        redirect.wrong("location", "a URL, or a path that starts with \"/\"");
      }
      redirect.finish();
      return null;
    }
    redirect.finish();
    try {
      boolean local = location.startsWith("/");
      // A place on the same host is read as a URL of any host, of which the host is left out.
      String url = local ? "http://localhost/" + location.replaceFirst("^/+", "") : location;
      boolean appends = location.endsWith("*");
      TargetTemplate template = TargetUrl.parse(pattern, names, url, appends);
      String prefix = local ? "" : template.origin().toString();
      return new RouteAction.Redirect(status, new RedirectLocation(prefix, template));
    } catch (InvalidRoutesException e) {
      options.problems().add(redirect.pathOf("location") + ": " + e.getMessage());
      return null;
    }
  }

  private RouteAction.@Nullable Proxy proxy() {
    List<RouteTarget> targets = options.has("targets") ? targets() : single();
    Strategy strategy = Strategy.read(options);
    RouteAction.Canary canary = canary();
    RouteAction.Mirror mirror = mirror();
    if (targets.isEmpty()) {
      return null;
    }
    if (targets.stream().allMatch(target -> target.weight() == 0)) {
      options.wrong("targets", "at least one target whose weight is not 0");
    }
    return new RouteAction.Proxy(targets, strategy, canary, mirror);
  }

  private List<RouteTarget> single() {
    String url = options.text("target");
    RouteTarget target = url == null ? null : target(options.pathOf("target"), url, 1);
    return target == null ? List.of() : List.of(target);
  }

  private List<RouteTarget> targets() {
    if (!(options.value("targets") instanceof List<?> list)
        || list.isEmpty()
        || list.size() > Limits.MAX_TARGETS) {
      options.wrong("targets", "a list of 1 to " + Limits.MAX_TARGETS + " targets");
      return List.of();
    }
    List<RouteTarget> targets = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      RouteTarget target = listed(options.pathOf("targets") + "[" + i + "]", list.get(i));
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }

  private @Nullable RouteTarget listed(String path, @Nullable Object value) {
    if (value instanceof String url) {
      return target(path, url, 1);
    }
    if (!(value instanceof Map<?, ?> map)) {
      options.problems().add(path + ": expected a URL or {\"url\": …, \"weight\": …}");
      return null;
    }
    OptionReader item = new OptionReader(path, map, options.problems());
    String url = url(item, "url");
    int weight = item.integer("weight", 0, 1_000, 1);
    item.finish();
    return url == null ? null : target(item.pathOf("url"), url, weight);
  }

  private @Nullable String url(OptionReader item, String name) {
    if (!item.has(name)) {
      item.problems().add(item.pathOf(name) + ": expected a URL, not nothing");
      return null;
    }
    return item.text(name);
  }

  private RouteAction.@Nullable Canary canary() {
    OptionReader canary = options.object("canary");
    if (canary == null) {
      return null;
    }
    String url = url(canary, "target");
    int percent = canary.integer("percent", 0, 100, 0);
    List<FieldMatch> headers = FieldMatch.readAll(canary, "header");
    if (headers.size() > 1) {
      canary.wrong("header", "an object with one field");
    }
    if (!canary.has("percent") && headers.isEmpty()) {
      canary.problems().add(canary.path() + ": expected percent, header or both");
    }
    canary.finish();
    RouteTarget target = url == null ? null : target(canary.pathOf("target"), url, 1);
    FieldMatch header = headers.isEmpty() ? null : headers.get(0);
    return target == null ? null : new RouteAction.Canary(target, percent, header);
  }

  private RouteAction.@Nullable Mirror mirror() {
    if (!options.has("mirror")) {
      return null;
    }
    if (options.value("mirror") instanceof String url) {
      RouteTarget target = target(options.pathOf("mirror"), url, 1);
      return target == null ? null : new RouteAction.Mirror(target, 100);
    }
    OptionReader mirror = options.object("mirror");
    if (mirror == null) {
      return null;
    }
    String url = url(mirror, "target");
    int percent = mirror.integer("percent", 1, 100, 100);
    mirror.finish();
    RouteTarget target = url == null ? null : target(mirror.pathOf("target"), url, 1);
    return target == null ? null : new RouteAction.Mirror(target, percent);
  }

  private @Nullable RouteTarget target(String path, String url, int weight) {
    String rewrite = options.text("rewrite");
    try {
      TargetTemplate template =
          rewrite == null
              ? TargetUrl.parse(pattern, names, url, true)
              : rewritten(TargetUrl.parse(pattern, names, url, true), rewrite);
      return new RouteTarget(url, weight, spokenTo(template));
    } catch (InvalidRoutesException e) {
      options.problems().add(path + ": " + e.getMessage());
      return null;
    }
  }

  private TargetTemplate spokenTo(TargetTemplate target) {
    String protocol = options.text("protocol");
    if (protocol == null) {
      return target;
    }
    TargetOrigin origin = target.origin();
    if (!protocol.equals("h2c")) {
      options.wrong("protocol", "\"h2c\"");
    } else if (origin.secure()) {
      options
          .problems()
          .add(
              options.pathOf("protocol")
                  + ": \"h2c\" is HTTP/2 without TLS, but "
                  + origin
                  + " has TLS, where the target chooses HTTP/2 in the handshake");
    }
    return new TargetTemplate(
        new TargetOrigin(origin.scheme(), origin.host(), origin.port(), OriginProtocol.HTTP_2),
        target.path(),
        target.query(),
        target.appendsRest());
  }

  /** The target's origin and query, with the path that {@code rewrite} makes. */
  private TargetTemplate rewritten(TargetTemplate target, String rewrite) {
    if (!rewrite.startsWith("/") || rewrite.indexOf('?') >= 0 || rewrite.indexOf('#') >= 0) {
      options.wrong("rewrite", "a path that starts with \"/\", without query");
      return target;
    }
    TargetTemplate path =
        TargetUrl.parse(pattern, names, target.origin() + rewrite, rewrite.endsWith("*"));
    return new TargetTemplate(target.origin(), path.path(), target.query(), path.appendsRest());
  }

  /** The pattern's parameters, then the named groups of the regular expression. */
  private List<String> names(PathPattern compiled, @Nullable Pattern regex) {
    if (regex == null) {
      return compiled.parameterNames();
    }
    List<String> all = new ArrayList<>(compiled.parameterNames());
    for (String group : regex.namedGroups().keySet()) {
      if (all.contains(group)) {
        options.wrong(
            "regex", "groups with names that the pattern does not have (\"" + group + "\")");
      }
      all.add(group);
    }
    return List.copyOf(all);
  }
}

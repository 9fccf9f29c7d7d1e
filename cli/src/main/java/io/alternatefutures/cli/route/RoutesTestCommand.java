package io.alternatefutures.cli.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Table;
import io.alternatefutures.cli.terminal.Terminal;
import io.alternatefutures.routing.InvalidPathException;
import io.alternatefutures.routing.RequestPath;
import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.RouteExplanation;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RoutePlan;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code af functions routes test}. */
@Command(
    name = "test",
    description = {
      "Explain which route a request takes, why, and what is done with it.",
      "",
      "The routes come from the server and are matched here; no request is sent to a target."
    },
    footer = {
      "",
      "Examples:",
      "  af functions routes test /api/users/7 --name my-gateway",
      "  af functions routes test '/api/posts/1?x=1' --name my-gateway --json",
      "  af functions routes test /api/posts -X POST -H 'X-Beta: 1' --name my-gateway"
    })
public final class RoutesTestCommand implements Callable<Integer> {
  private static final int MAX_CANDIDATES_SHOWN = 30;

  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final DescribedRequest request = new DescribedRequest();
  @Mixin private final Output output = new Output();

  @Parameters(
      index = "0",
      paramLabel = "<path>",
      description = "Path of a request, with its query if it has one.")
  private String path = "";

  public RoutesTestCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    int mark = path.indexOf('?');
    String query = mark < 0 ? "" : path.substring(mark + 1);
    String normalised = normalise(mark < 0 ? path : path.substring(0, mark));
    try (ControlApi api = ControlApi.of(context)) {
      RouteExplanation explanation =
          FunctionRoutes.compile(api.function(name)).explain(normalised, request.facts(query));
      output.print(
          context.terminal(), json(explanation, query), () -> print(name, explanation, query));
    }
    return 0;
  }

  private static String normalise(String path) {
    try {
      return RequestPath.normaliseText(path);
    } catch (InvalidPathException e) {
      throw new CliException(e.getMessage() + " (a request for it is answered with 400)");
    }
  }

  private void print(String name, RouteExplanation explanation, String query) {
    Terminal terminal = context.terminal();
    Style style = terminal.outStyle();
    RouteMatch winner = explanation.winner();
    if (!explanation.path().equals(path) && query.isEmpty()) {
      terminal.print("Normalised path: " + explanation.path());
    }
    if (winner == null) {
      terminal.print(
          style.yellow("No route matches")
              + " "
              + explanation.path()
              + ": the code of "
              + name
              + " answers.");
    } else {
      terminal.print(style.green(winner.route().pattern()) + " → " + destination(winner, query));
      winner.parameters().forEach((key, value) -> terminal.print("  :" + key + " = " + value));
      RoutePlan plan = winner.plan();
      if (plan != null) {
        plan.steps().forEach(step -> terminal.print("  " + step));
      }
    }
    if (!explanation.candidates().isEmpty()) {
      terminal.print("");
      Table table = new Table("PATTERN", "RESULT", "WHY");
      int omitted = 0;
      for (RouteExplanation.Candidate candidate : explanation.candidates()) {
        if (table.size() < MAX_CANDIDATES_SHOWN
            || candidate.verdict() != RouteExplanation.Verdict.NO_MATCH) {
          table.add(candidate.route().pattern(), verdict(candidate.verdict()), candidate.reason());
        } else {
          omitted++;
        }
      }
      table.print(terminal);
      if (omitted > 0) {
        terminal.print("and " + omitted + " more that do not match: --json shows all");
      }
    }
  }

  private static String destination(RouteMatch winner, String query) {
    RoutePlan plan = winner.plan();
    return switch (plan == null ? null : plan.action()) {
      case RouteAction.Redirect redirect -> winner.location(redirect, query);
      case RouteAction.RunFunction _ -> "the function's code";
      case RouteAction.Proxy _ -> winner.target(query);
      case null -> winner.target(query);
    };
  }

  private static String verdict(RouteExplanation.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static ObjectNode json(RouteExplanation explanation, String query) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", explanation.path());
    RouteMatch winner = explanation.winner();
    if (winner == null) {
      json.putNull("pattern").putNull("target");
    } else {
      json.put("pattern", winner.route().pattern()).put("target", destination(winner, query));
    }
    ArrayNode steps = json.putArray("steps");
    RoutePlan plan = winner == null ? null : winner.plan();
    if (plan != null) {
      plan.steps().forEach(steps::add);
    }
    ObjectNode parameters = json.putObject("parameters");
    if (winner != null) {
      winner.parameters().forEach(parameters::put);
    }
    ArrayNode candidates = json.putArray("candidates");
    for (RouteExplanation.Candidate candidate : explanation.candidates()) {
      candidates
          .addObject()
          .put("pattern", candidate.route().pattern())
          .put("target", RouteText.destination(candidate.route()))
          .put("verdict", candidate.verdict().name())
          .put("reason", candidate.reason());
    }
    return json;
  }
}

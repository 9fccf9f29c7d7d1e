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
import io.alternatefutures.routing.RouteExplanation;
import io.alternatefutures.routing.RouteMatch;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code af functions routes test}. */
@Command(
    name = "test",
    description = {
      "Explain which route a path takes, why, and where the request goes.",
      "",
      "The routes come from the server and are matched here; no request is sent to a target."
    },
    footer = {
      "",
      "Examples:",
      "  af functions routes test /api/users/7 --name my-gateway",
      "  af functions routes test '/api/posts/1?x=1' --name my-gateway --json"
    })
public final class RoutesTestCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
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
      RouteExplanation explanation = FunctionRoutes.compile(api.function(name)).explain(normalised);
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
      terminal.print(style.green(winner.route().pattern()) + " → " + winner.target(query));
      winner.parameters().forEach((key, value) -> terminal.print("  :" + key + " = " + value));
    }
    if (!explanation.candidates().isEmpty()) {
      terminal.print("");
      Table table = new Table("PATTERN", "RESULT", "WHY");
      for (RouteExplanation.Candidate candidate : explanation.candidates()) {
        table.add(candidate.route().pattern(), verdict(candidate.verdict()), candidate.reason());
      }
      table.print(terminal);
    }
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
      json.put("pattern", winner.route().pattern()).put("target", winner.target(query));
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
          .put("target", candidate.route().target())
          .put("verdict", candidate.verdict().name())
          .put("reason", candidate.reason());
    }
    return json;
  }
}

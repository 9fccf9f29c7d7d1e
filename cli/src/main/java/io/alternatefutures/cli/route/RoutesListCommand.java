package io.alternatefutures.cli.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Table;
import io.alternatefutures.model.Route;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af functions routes list}. */
@Command(
    name = "list",
    description = "List a function's routes in the order in which they are preferred.",
    footer = {"", "Examples:", "  af functions routes list --name my-gateway"})
public final class RoutesListCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  public RoutesListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      List<Route> routes = FunctionRoutes.compile(api.function(name)).routes();
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      for (Route route : routes) {
        json.addObject()
            .put("pattern", route.pattern())
            .put("target", RouteText.destination(route))
            .put("options", RouteText.options(route));
      }
      output.print(context.terminal(), json, () -> print(name, routes));
    }
    return 0;
  }

  private void print(String name, List<Route> routes) {
    if (routes.isEmpty()) {
      context
          .terminal()
          .note(
              "No routes. Set them: af functions update --functionName "
                  + name
                  + " --routes '{\"/api/*\": \"https://example.com\"}'");
      return;
    }
    Table table = new Table("PATTERN", "TARGET", "OPTIONS");
    routes.forEach(route ->
        table.add(route.pattern(), RouteText.destination(route), RouteText.options(route)));
    table.print(context.terminal());
  }
}

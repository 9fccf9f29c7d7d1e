package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.ConfigFile;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.config.FunctionConfig;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.route.RoutesInput;
import io.alternatefutures.cli.terminal.Output;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions create}. */
@Command(
    name = "create",
    description = {
      "Create a function.",
      "",
      "The function is reachable at once under its own host name. It answers by its routes, and by"
          + " its code when some is deployed."
    },
    footer = {
      "",
      "Examples:",
      "  af functions create --name my-gateway",
      "  af functions create --name my-gateway --routes routes.json",
      "  af functions create --name my-gateway --routes '{\"/api/*\": \"https://example.com\"}'"
    })
public final class CreateCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--routes",
      paramLabel = "<json|file>",
      description = {
        "Path patterns and the URLs they lead to: a JSON object, or a file that holds one.",
        "Default: the routes of the function in " + ConfigFile.NAME + ", if any."
      })
  private @Nullable String routes;

  @Option(
      names = "--limits",
      paramLabel = "<json|file>",
      description =
          "Limits in place of the defaults: a JSON object such as '{\"cpuMs\": 100}', or a file"
              + " that holds one.")
  private @Nullable String limits;

  @Option(
      names = "--slug",
      paramLabel = "<slug>",
      description = "First label of its host name. Default: made from the name.")
  private @Nullable String slug;

  public CreateCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("name", name);
    if (slug != null) {
      data.put("slug", slug);
    }
    if (routes != null) {
      data.set("routes", RoutesInput.ofOption(context, routes));
    } else {
      configuredRoutes(name).ifPresent(found -> data.set("routes", found));
    }
    if (limits != null) {
      data.set("limits", LimitsInput.ofOption(context, limits));
    }
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.createFunction(data);
      output.print(context.terminal(), function, () -> printCreated(function));
    }
    return 0;
  }

  private Optional<JsonNode> configuredRoutes(String name) {
    return ConfigFile.find(context)
        .function(name)
        .flatMap(FunctionConfig::routes)
        .map(found -> RoutesInput.check(found, ConfigFile.NAME));
  }

  private void printCreated(JsonNode function) {
    String name = FunctionView.text(function, "name");
    context.terminal().print(context.terminal().outStyle().green("Created") + " " + name);
    FunctionView.printDetails(context.terminal(), function);
    context.terminal().note("Next: af functions deploy --name " + name + " --path FILE.js");
  }
}

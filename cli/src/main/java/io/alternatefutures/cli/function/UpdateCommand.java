package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.ConfigFile;
import io.alternatefutures.cli.config.FunctionConfig;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.route.RoutesInput;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions update}. */
@Command(
    name = "update",
    description = {
      "Change a function's name, slug, status, routes or limits.",
      "",
      "Only what is given changes. With none of these options, the routes that "
          + ConfigFile.NAME
          + " has for the function are set."
    },
    footer = {
      "",
      "Examples:",
      "  af functions update --functionName my-gateway --routes '{",
      "    \"/api/users/*\": \"http://127.0.0.1:8080/users\",",
      "    \"/api/posts/*\": \"http://127.0.0.1:8080/posts\"",
      "  }'",
      "  af functions update --functionName my-gateway --routes routes.json",
      "  af functions update --functionName my-gateway --routes null     (remove all routes)",
      "  af functions update --functionName my-gateway --status INACTIVE",
      "  af functions update --functionName my-gateway --limits '{\"cpuMs\": 100}'"
    })
public final class UpdateCommand implements Callable<Integer> {
  /** The statuses that a person sets; the others are the runtime's to set. */
  public enum Status {
    ACTIVE,
    INACTIVE
  }

  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--functionName",
      paramLabel = "<name>",
      description = {
        "Name of the function to change.",
        "May be left out where " + ConfigFile.NAME + " has exactly one function."
      })
  private String functionName = "";

  @Option(names = "--name", paramLabel = "<name>", description = "New name.")
  private @Nullable String name;

  @Option(names = "--slug", paramLabel = "<slug>", description = "New slug.")
  private @Nullable String slug;

  @Option(
      names = "--status",
      paramLabel = "<status>",
      description = "${COMPLETION-CANDIDATES}. An INACTIVE function serves nothing.")
  private @Nullable Status status;

  @Option(
      names = "--routes",
      paramLabel = "<json|file>",
      description =
          "New routes: a JSON object, a file that holds one, or null to remove all routes.")
  private @Nullable String routes;

  @Option(
      names = "--limits",
      paramLabel = "<json|file>",
      description =
          "New limits in place of all earlier ones: a JSON object, a file that holds one, or null"
              + " for the defaults.")
  private @Nullable String limits;

  public UpdateCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ConfigFile config = ConfigFile.find(context);
    String chosen = config.choose(functionName, "--functionName");
    ObjectNode data = changes();
    if (data.isEmpty()) {
      JsonNode configured =
          config
              .function(chosen)
              .flatMap(FunctionConfig::routes)
              .orElseThrow(() ->
                  new UsageException(
                      "Nothing to change: give --name, --slug, --status, --routes or --limits"));
      data.set("routes", RoutesInput.check(configured, ConfigFile.NAME));
    }
    try (ControlApi api = ControlApi.of(context)) {
      String id = api.function(chosen).path("id").asText();
      JsonNode function = api.updateFunction(id, data);
      output.print(context.terminal(), function, () -> printUpdated(function));
    }
    return 0;
  }

  private ObjectNode changes() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      data.put("name", name);
    }
    if (slug != null) {
      data.put("slug", slug);
    }
    if (status != null) {
      data.put("status", status.name());
    }
    if (routes != null) {
      data.set("routes", RoutesInput.ofOption(context, routes));
    }
    if (limits != null) {
      data.set("limits", LimitsInput.ofOption(context, limits));
    }
    return data;
  }

  private void printUpdated(JsonNode function) {
    context
        .terminal()
        .print(
            context.terminal().outStyle().green("Updated")
                + " "
                + FunctionView.text(function, "name"));
    FunctionView.printDetails(context.terminal(), function);
  }
}

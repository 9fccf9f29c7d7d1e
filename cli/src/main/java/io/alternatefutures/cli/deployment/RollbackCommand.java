package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions rollback}. */
@Command(
    name = "rollback",
    description = {
      "Return to an earlier deployment.",
      "",
      "Its content, assets and env are deployed again, which makes a new deployment."
    },
    footer = {
      "",
      "Examples:",
      "  af functions rollback --name my-gateway",
      "  af functions deployments --name my-gateway",
      "  af functions rollback --name my-gateway --to bafkrei..."
    })
public final class RollbackCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--to",
      paramLabel = "<id|cid>",
      description =
          "Deployment to return to, by its id or CID. Default: the one before the current.")
  private @Nullable String target;

  public RollbackCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      String functionId = function.path("id").asText();
      String deploymentId = target == null ? "" : find(api.deployments(functionId), name, target);
      JsonNode deployment = api.rollback(functionId, deploymentId);
      output.print(
          context.terminal(),
          deployment,
          () -> {
            context.terminal().print("Rolled back " + name);
            context.terminal().print("  URL    " + function.path("invokeUrl").asText());
            context.terminal().print("  CID    " + deployment.path("cid").asText());
          });
    }
    return 0;
  }

  private static String find(JsonNode deployments, String name, String wanted) {
    for (JsonNode deployment : deployments) {
      if (deployment.path("id").asText().equals(wanted)
          || deployment.path("cid").asText().equals(wanted)) {
        return deployment.path("id").asText();
      }
    }
    throw new CliException(
        "\"" + name + "\" has no deployment \"" + wanted + "\"",
        "List them with: af functions deployments --name " + name);
  }
}

package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af functions deployments}. */
@Command(
    name = "deployments",
    description = "List the deployments of a function, the newest first.",
    footer = {"", "Examples:", "  af functions deployments --name my-gateway"})
public final class DeploymentsCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  public DeploymentsCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      JsonNode deployments = api.deployments(function.path("id").asText());
      output.print(context.terminal(), deployments, () -> print(name, function, deployments));
    }
    return 0;
  }

  private void print(String name, JsonNode function, JsonNode deployments) {
    if (deployments.isEmpty()) {
      context
          .terminal()
          .note(
              "No deployments yet. Deploy: af functions deploy --name " + name + " --path FILE.js");
      return;
    }
    String current = function.path("currentDeploymentId").asText("");
    Table table = new Table("", "CREATED", "ID", "CID");
    for (JsonNode deployment : deployments) {
      String id = deployment.path("id").asText();
      table.add(
          id.equals(current) ? "*" : "",
          deployment.path("createdAt").asText(),
          id,
          deployment.path("cid").asText());
    }
    table.print(context.terminal());
  }
}

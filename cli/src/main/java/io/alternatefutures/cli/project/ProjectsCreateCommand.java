package io.alternatefutures.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af projects create}. */
@Command(
    name = "create",
    description = {
      "Create a project.",
      "",
      "Prints a token of the new project, which is shown this once. The token in use opens the"
          + " project as well, so that `af projects use` is all you need on this machine."
    },
    footer = {
      "",
      "Examples:",
      "  af projects create --name shop",
      "  af projects create --name shop --json | jq -r .token"
    })
public final class ProjectsCreateCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "Name of the project.")
  private String name = "";

  public ProjectsCreateCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.ofToken(context)) {
      JsonNode project = api.createProject(name);
      output.print(context.terminal(), project, () -> print(project));
    }
    return 0;
  }

  private void print(JsonNode project) {
    context.terminal().print(context.terminal().outStyle().green("Created") + " " + name);
    context.terminal().print("  id     " + project.path("id").asText());
    context.terminal().print("  token  " + project.path("token").asText());
    context.terminal().note("Next: af projects use --name " + name);
  }
}

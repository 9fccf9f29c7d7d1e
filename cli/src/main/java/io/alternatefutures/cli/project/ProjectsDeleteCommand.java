package io.alternatefutures.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.api.SelectedProject;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af projects delete}. */
@Command(
    name = "delete",
    description = {
      "Delete a project with its functions, deployments and tokens.",
      "",
      "There is no way back. The project of the token itself cannot be deleted with it."
    },
    footer = {"", "Examples:", "  af projects delete --name shop"})
public final class ProjectsDeleteCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "Name of the project.")
  private String name = "";

  public ProjectsDeleteCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.ofToken(context)) {
      JsonNode project = api.deleteProject(api.project(name).path("id").asText());
      SelectedProject.forget(context, project.path("id").asText());
      output.print(context.terminal(), project, () -> context.terminal().print("Deleted " + name));
    }
    return 0;
  }
}

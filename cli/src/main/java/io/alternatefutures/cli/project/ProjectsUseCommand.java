package io.alternatefutures.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.api.SelectedProject;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af projects use}. */
@Command(
    name = "use",
    description = {
      "Choose the project that the commands on this machine are about.",
      "",
      "The choice is kept beside the credentials file. AF_PROJECT_ID wins over it."
    },
    footer = {"", "Examples:", "  af projects use --name shop", "  af projects use --name default"})
public final class ProjectsUseCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "Name of the project.")
  private String name = "";

  public ProjectsUseCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.ofToken(context)) {
      JsonNode project = api.project(name);
      String id = project.path("id").asText();
      if (context.variable("AF_TOKEN").isPresent()
          || context.variable("AF_PROJECT_ID").isPresent()) {
        throw new CliException(
            "AF_TOKEN or AF_PROJECT_ID is set, which wins over a project chosen here",
            "Set AF_PROJECT_ID=" + id + " instead.");
      }
      SelectedProject.write(context, id);
      output.print(context.terminal(), project, () -> context.terminal().print("Using " + name));
    }
    return 0;
  }
}

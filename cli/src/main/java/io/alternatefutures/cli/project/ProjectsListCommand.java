package io.alternatefutures.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ApiAddress;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af projects list}. */
@Command(
    name = "list",
    description = "List the projects that the token opens; the one in use is marked.",
    footer = {"", "Examples:", "  af projects list", "  af projects list --json | jq -r '.[].id'"})
public final class ProjectsListCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  public ProjectsListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String used = ApiAddress.of(context).projectId();
    try (ControlApi api = ControlApi.ofToken(context)) {
      JsonNode projects = api.projects();
      output.print(context.terminal(), projects, () -> print(projects, used));
    }
    return 0;
  }

  /** The first is the token's own, which is used when none is named. */
  private void print(JsonNode projects, String used) {
    Table table = new Table("NAME", "ID", "CREATED", "IN USE");
    boolean first = true;
    for (JsonNode project : projects) {
      String id = project.path("id").asText();
      boolean inUse = used.isEmpty() ? first : id.equals(used);
      first = false;
      table.add(
          project.path("name").asText(),
          id,
          project.path("createdAt").asText(),
          inUse ? "yes" : "");
    }
    table.print(context.terminal());
  }
}

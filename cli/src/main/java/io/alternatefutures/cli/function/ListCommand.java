package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af functions list}. */
@Command(
    name = "list",
    description = "List the functions of the project.",
    footer = {
      "",
      "Examples:",
      "  af functions list",
      "  af functions list --json | jq -r '.[].invokeUrl'"
    })
public final class ListCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  public ListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode functions = api.functions();
      output.print(context.terminal(), functions, () -> print(functions));
    }
    return 0;
  }

  private void print(JsonNode functions) {
    if (functions.isEmpty()) {
      context.terminal().note("No functions yet. Create one: af functions create --name NAME");
      return;
    }
    FunctionView.printTable(context.terminal(), functions);
  }
}

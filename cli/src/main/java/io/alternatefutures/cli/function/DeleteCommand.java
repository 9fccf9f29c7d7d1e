package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions delete}. */
@Command(
    name = "delete",
    description = {
      "Delete a function with its routes and deployments.",
      "",
      "Its host name answers 404 from then on. There is no way back."
    },
    footer = {"", "Examples:", "  af functions delete --name my-gateway"})
public final class DeleteCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  // Not the shared option: what is deleted is named, never taken from a file.
  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "Name of the function.")
  private String name = "";

  public DeleteCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.deleteFunction(api.function(name).path("id").asText());
      output.print(context.terminal(), function, () -> context.terminal().print("Deleted " + name));
    }
    return 0;
  }
}

package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions purge}. */
@Command(
    name = "purge",
    description = "Forget the answers kept for a function's routes with \"cache\".",
    footer = {
      "",
      "Examples:",
      "  af functions purge --name my-gateway",
      "  af functions purge --name my-gateway --path /images/"
    })
public final class PurgeCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--path",
      paramLabel = "<prefix>",
      description = "What the paths start with (default: /, all).")
  private String path = "/";

  public PurgeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      int purged = api.purge(api.function(name).path("id").asText(), path);
      output.print(
          context.terminal(),
          JsonNodeFactory.instance.objectNode().put("purged", purged),
          () -> context.terminal().print("Forgot the answers to " + purged + " requests"));
    }
    return 0;
  }
}

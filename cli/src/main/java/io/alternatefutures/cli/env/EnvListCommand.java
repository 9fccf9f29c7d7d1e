package io.alternatefutures.cli.env;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af env list}. */
@Command(
    name = "list",
    description = "List the names in the env of the deployed version; values are never given out.",
    footer = {"", "Examples:", "  af env list --name my-gateway"})
public final class EnvListCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  public EnvListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode names = api.function(name).at("/currentDeployment/envNames");
      output.print(context.terminal(), names, () -> print(context.terminal(), names));
    }
    return 0;
  }

  static void print(Terminal terminal, JsonNode names) {
    if (names.isEmpty()) {
      terminal.note("The env is empty.");
    }
    names.forEach(name -> terminal.print(Printable.line(name.asText())));
  }
}

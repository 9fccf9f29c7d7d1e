package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af functions get}. */
@Command(
    name = "get",
    description = "Show one function: its URL, status, code and routes.",
    footer = {"", "Examples:", "  af functions get --name my-gateway"})
public final class GetCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  public GetCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      output.print(
          context.terminal(),
          function,
          () -> {
            context.terminal().print(context.terminal().outStyle().bold(name));
            FunctionView.printDetails(context.terminal(), function);
          });
    }
    return 0;
  }
}

package io.alternatefutures.cli.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code af env unset}. */
@Command(
    name = "unset",
    description = "Remove values; others stay as they are.",
    footer = {"", "Examples:", "  af env unset MODE REGION --name my-gateway"})
public final class EnvUnsetCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Parameters(arity = "1..*", paramLabel = "<name>", description = "Names to remove.")
  private List<String> names = List.of();

  public EnvUnsetCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ArrayNode unset = data.putArray("unset");
    names.forEach(unset::add);
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode deployment = api.updateEnv(api.function(name).path("id").asText(), data);
      output.print(
          context.terminal(),
          deployment,
          () -> EnvListCommand.print(context.terminal(), deployment.path("envNames")));
    }
    return 0;
  }
}

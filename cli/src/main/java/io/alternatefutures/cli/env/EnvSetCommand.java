package io.alternatefutures.cli.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.deployment.EnvValues;
import io.alternatefutures.cli.terminal.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code af env set}. */
@Command(
    name = "set",
    description = {
      "Set values; others stay as they are.",
      "",
      "What is given on the command line can be seen in the process list and the shell's history:"
          + " prefer --envFile for secrets."
    },
    footer = {
      "",
      "Examples:",
      "  af env set MODE=live REGION=eu --name my-gateway",
      "  af env set --envFile .env.production --name my-gateway"
    })
public final class EnvSetCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "<name=value>", description = "Values to set.")
  private List<String> values = List.of();

  @Option(
      names = "--envFile",
      paramLabel = "<file>",
      description = "File with one NAME=VALUE a line; values given directly win over it.")
  private @Nullable String envFile;

  public EnvSetCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> set = new LinkedHashMap<>();
    if (envFile != null) {
      set.putAll(EnvValues.ofFile(context.resolve(envFile), context));
    }
    set.putAll(EnvValues.ofAssignments(values, "argument '<name=value>'"));
    if (set.isEmpty()) {
      throw new UsageException("Nothing to set: give NAME=VALUE or --envFile");
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ObjectNode json = data.putObject("set");
    set.forEach(json::put);
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

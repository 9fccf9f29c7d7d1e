package io.alternatefutures.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Sizes;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Table;
import io.alternatefutures.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af status}. */
@Command(
    name = "status",
    description = {
      "Show how the instances of the runtime are, and which functions are called most.",
      "",
      "Exits with 1 when an instance is not ready or does not answer; one that is degraded serves"
          + " what it knows."
    },
    footer = {
      "",
      "Examples:",
      "  af status",
      "  af status --json | jq -r '.instances[] | select(.state != \"READY\") | .name'"
    })
public final class StatusCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  public StatusCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode status = api.status();
      output.print(context.terminal(), status, () -> print(status));
      return serves(status) ? 0 : 1;
    }
  }

  private static boolean serves(JsonNode status) {
    for (JsonNode instance : status.path("instances")) {
      String state = instance.path("state").asText();
      if (!state.equals("READY") && !state.equals("DEGRADED")) {
        return false;
      }
    }
    return true;
  }

  private void print(JsonNode status) {
    Terminal terminal = context.terminal();
    Table instances =
        new Table("INSTANCE", "STATE", "ROLE", "VERSION", "SINCE", "WORKERS", "MEMORY");
    status.path("instances").forEach(instance -> instances.add(row(instance)));
    instances.print(terminal);
    status.path("instances").forEach(this::printDetails);
    if (status.path("functions").isEmpty()) {
      return;
    }
    terminal.print("");
    Table functions = new Table("FUNCTION", "REQUESTS", "ERRORS", "CPU");
    for (JsonNode function : status.path("functions")) {
      functions.add(
          function.path("name").asText(),
          String.valueOf(function.path("requests").asLong()),
          String.valueOf(function.path("errors").asLong()),
          String.format(Locale.ROOT, "%.3f s", function.path("cpuSeconds").asDouble()));
    }
    functions.print(terminal);
  }

  private static String[] row(JsonNode instance) {
    return new String[] {
      instance.path("name").asText(),
      instance.path("state").asText().toLowerCase(Locale.ROOT),
      instance.path("role").asText("-"),
      instance.path("version").asText("-"),
      instance.path("startedAt").asText("-"),
      instance.path("workers").asText(),
      Sizes.readable(instance.path("workerMegabytes").asLong() << 20)
    };
  }

  /** What is amiss, and what confines the workers. */
  private void printDetails(JsonNode instance) {
    Terminal terminal = context.terminal();
    Style style = terminal.outStyle();
    String name = Printable.line(instance.path("name").asText());
    if (instance.path("state").asText().equals("UNREACHABLE")) {
      terminal.print(style.red(name + " announces itself, but does not answer"));
    }
    for (JsonNode reason : instance.path("reasons")) {
      terminal.print(style.yellow(name + ": " + Printable.line(reason.asText())));
    }
    List<String> layers = new ArrayList<>();
    instance.path("layers").forEach(layer -> layers.add(Printable.line(layer.asText())));
    if (!layers.isEmpty()) {
      terminal.print(
          style.faint(
              name
                  + " confines functions by "
                  + String.join(", ", layers).toLowerCase(Locale.ROOT)));
    }
  }
}

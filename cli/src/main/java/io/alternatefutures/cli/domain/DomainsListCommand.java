package io.alternatefutures.cli.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code af domains list}. */
@Command(
    name = "list",
    description = "List the domains of a function, or of all functions of the project.",
    footer = {"", "Examples:", "  af domains list", "  af domains list my-gateway --json"})
public final class DomainsListCommand implements Callable<Integer> {
  private final CliContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<name>",
      description = "Name of the function; all of them when left out.")
  private String function = "";

  @Mixin private final Output output = new Output();

  public DomainsListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      Map<String, String> names = new HashMap<>();
      JsonNode functions = api.functions();
      functions.forEach(f -> names.put(f.path("id").asText(), f.path("name").asText()));
      JsonNode domains =
          api.domains(function.isEmpty() ? "" : api.function(function).path("id").asText());
      output.print(context.terminal(), domains, () -> print(domains, names));
    }
    return 0;
  }

  private void print(JsonNode domains, Map<String, String> names) {
    Table table = new Table("DOMAIN", "FUNCTION", "VERIFIED", "TXT RECORD");
    for (JsonNode domain : domains) {
      String id = domain.path("functionId").asText();
      table.add(
          domain.path("domain").asText(),
          names.getOrDefault(id, id),
          domain.path("verifiedAt").asText("no"),
          domain.path("recordName").asText() + " " + domain.path("recordValue").asText());
    }
    table.print(context.terminal());
  }
}

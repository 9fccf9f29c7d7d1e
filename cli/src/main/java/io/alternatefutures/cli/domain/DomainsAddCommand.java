package io.alternatefutures.cli.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af domains add}. */
@Command(
    name = "add",
    description = {
      "Give a function a domain.",
      "",
      "Prints the TXT record that proves the domain. Add it to the DNS, have the domain point to"
          + " the runtime, and run `af domains verify`."
    },
    footer = {"", "Examples:", "  af domains add my-gateway www.example.org"})
public final class DomainsAddCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final DomainChoice choice = new DomainChoice();
  @Mixin private final Output output = new Output();

  public DomainsAddCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      String function = api.function(choice.function()).path("id").asText();
      JsonNode domain = api.addDomain(function, choice.domain());
      output.print(context.terminal(), domain, () -> print(domain));
    }
    return 0;
  }

  private void print(JsonNode domain) {
    context.terminal().print(context.terminal().outStyle().green("Added") + " " + choice.domain());
    context.terminal().print("Add this record to its DNS:");
    DomainView.printRecord(context.terminal(), domain);
    context.terminal().note("Next: af domains verify " + choice.function() + " " + choice.domain());
  }
}

package io.alternatefutures.cli.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af domains verify}. */
@Command(
    name = "verify",
    description = {
      "Look for the TXT record that proves a domain, and serve the function under it.",
      "",
      "A function that had the domain before loses it."
    },
    footer = {"", "Examples:", "  af domains verify my-gateway www.example.org"})
public final class DomainsVerifyCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final DomainChoice choice = new DomainChoice();
  @Mixin private final Output output = new Output();

  public DomainsVerifyCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      String function = api.function(choice.function()).path("id").asText();
      JsonNode domain = api.verifyDomain(function, choice.domain());
      output.print(context.terminal(), domain, () -> print(domain));
    }
    return 0;
  }

  private void print(JsonNode domain) {
    context
        .terminal()
        .print(
            context.terminal().outStyle().green("Verified")
                + " "
                + Printable.line(domain.path("domain").asText()));
  }
}

package io.alternatefutures.cli.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af domains remove}. */
@Command(
    name = "remove",
    description = "Take a domain from a function.",
    footer = {"", "Examples:", "  af domains remove my-gateway www.example.org"})
public final class DomainsRemoveCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final DomainChoice choice = new DomainChoice();
  @Mixin private final Output output = new Output();

  public DomainsRemoveCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      String function = api.function(choice.function()).path("id").asText();
      JsonNode domain = api.removeDomain(function, choice.domain());
      output.print(context.terminal(), domain, () -> print(domain));
    }
    return 0;
  }

  private void print(JsonNode domain) {
    context.terminal().print("Removed " + Printable.line(domain.path("domain").asText()));
  }
}

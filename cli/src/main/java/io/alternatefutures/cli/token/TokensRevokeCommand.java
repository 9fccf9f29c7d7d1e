package io.alternatefutures.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code af tokens revoke}. */
@Command(
    name = "revoke",
    description = "End a token at once. There is no way back.",
    footer = {"", "Examples:", "  af tokens revoke tok_0123"})
public final class TokensRevokeCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "<id>", description = "Its id, as af tokens list shows it.")
  private String id = "";

  public TokensRevokeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode token = api.revokeToken(id);
      output.print(
          context.terminal(),
          token,
          () ->
              context
                  .terminal()
                  .print("Revoked " + id + " " + Printable.line(token.path("label").asText())));
    }
    return 0;
  }
}

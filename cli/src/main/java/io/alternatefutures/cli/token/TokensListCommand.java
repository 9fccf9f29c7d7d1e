package io.alternatefutures.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af tokens list}. */
@Command(
    name = "list",
    description = "List the tokens of the project, the oldest first. Their secrets are not kept.",
    footer = {"", "Examples:", "  af tokens list", "  af tokens list --json | jq -r '.[].id'"})
public final class TokensListCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  public TokensListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode tokens = api.tokens();
      output.print(context.terminal(), tokens, () -> print(tokens));
    }
    return 0;
  }

  private void print(JsonNode tokens) {
    Table table = new Table("ID", "LABEL", "SCOPE", "CREATED", "EXPIRES", "LAST USED");
    for (JsonNode token : tokens) {
      table.add(
          token.path("id").asText(),
          token.path("label").asText(),
          token.path("scope").asText(),
          token.path("createdAt").asText(),
          token.path("expiresAt").asText("never"),
          token.path("lastUsedAt").asText("never"));
    }
    table.print(context.terminal());
  }
}

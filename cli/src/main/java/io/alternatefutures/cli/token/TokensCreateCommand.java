package io.alternatefutures.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.TimeSpan;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Terminal;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af tokens create}. */
@Command(
    name = "create",
    description = "Create a token of the project. It is shown this once.",
    footer = {
      "",
      "Examples:",
      "  af tokens create --label ci --scope deploy --expires 90d",
      "  AF_TOKEN=$(af tokens create --label laptop --json | jq -r .token)"
    })
public final class TokensCreateCommand implements Callable<Integer> {
  /** What a token may do; each includes those before it. */
  enum Scope {
    READ,
    DEPLOY,
    ADMIN
  }

  private final CliContext context;
  private final InstantSource clock;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--label",
      required = true,
      paramLabel = "<text>",
      description = "What the token is for.")
  private String label = "";

  @Option(
      names = "--scope",
      paramLabel = "<scope>",
      description = "${COMPLETION-CANDIDATES}. Default: ADMIN.")
  private Scope scope = Scope.ADMIN;

  @Option(
      names = "--expires",
      paramLabel = "<span>",
      description =
          "When it ends from now: minutes, hours, days or weeks, as in 30m, 12h, 90d,"
              + " 4w. Default: never.")
  private @Nullable String expires;

  public TokensCreateCommand(CliContext context) {
    this.context = context;
    this.clock = InstantSource.system();
  }

  @Override
  public Integer call() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("label", label).put("scope", scope.name());
    if (expires != null) {
      data.put("expiresAt", clock.instant().plus(TimeSpan.parse(expires, "--expires")).toString());
    }
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode token = api.createToken(data);
      output.print(context.terminal(), token, () -> print(token));
    }
    return 0;
  }

  private void print(JsonNode token) {
    Terminal terminal = context.terminal();
    terminal.print(terminal.outStyle().green("Created") + " " + token.path("id").asText());
    terminal.print("  token    " + token.path("token").asText());
    terminal.print("  scope    " + token.path("scope").asText());
    terminal.print("  expires  " + token.path("expiresAt").asText("never"));
    terminal.note("It is not shown again. Clients take it from AF_TOKEN.");
  }
}

package io.alternatefutures.cli.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions logs}. */
@Command(
    name = "logs",
    description = {
      "Show what a function wrote with console, and why it failed.",
      "",
      "The newest lines come last. With --json every line is one JSON object."
    },
    footer = {
      "",
      "Examples:",
      "  af functions logs --name my-gateway",
      "  af functions logs --name my-gateway -f",
      "  af functions logs --name my-gateway --limit 1000 --json | jq -r .message"
    })
public final class LogsCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);

  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Option(
      names = {"-f", "--follow"},
      description = "Keep showing lines as they are written, until interrupted.")
  private boolean follow;

  @Option(
      names = "--limit",
      paramLabel = "<lines>",
      description = "How many of the newest lines, 1 to 1000. Default: 100.")
  private int limit = 100;

  public LogsCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LogTail.MOST_LINES) {
      throw new UsageException(
          "Invalid value for option '--limit': "
              + limit
              + " is not from 1 to "
              + LogTail.MOST_LINES);
    }
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      LogTail tail = new LogTail(api, api.function(name).path("id").asText(), null);
      if (!tail.read(limit, this::show) && !follow && !output.isJson()) {
        context.terminal().note("No log lines.");
      }
      while (follow) {
        pause();
        tail.read(this::show);
      }
    }
    return 0;
  }

  private void show(JsonNode line) {
    Terminal terminal = context.terminal();
    terminal.print(output.isJson() ? line.toString() : LogTail.text(line, terminal.outStyle()));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }
}

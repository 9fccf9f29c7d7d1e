package io.alternatefutures.cli.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.TimeSpan;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  af functions logs --name my-gateway -f --level warn",
      "  af functions logs --name my-gateway --since 15m --request cb2a24f83bec6bb2",
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

  @Option(
      names = "--since",
      paramLabel = "<span|time>",
      description = "Only lines of the last 30s, 15m, 2h, 1d, or later than 2026-01-31T12:00:00Z.")
  private @Nullable String since;

  @Option(
      names = "--level",
      paramLabel = "<level>",
      description = "The least level shown: ${COMPLETION-CANDIDATES}.")
  private @Nullable Level level;

  @Option(
      names = "--request",
      paramLabel = "<id>",
      description = "Only lines of one request, by the id in its x-request-id.")
  private @Nullable String request;

  /** Levels of lines, the least first. */
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

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
      LogTail tail = new LogTail(api, api.function(name).path("id").asText(), filter());
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

  private ObjectNode filter() {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    if (since != null) {
      filter.put("since", earliest(since).toString());
    }
    if (level != null) {
      filter.put("level", level.name().toLowerCase(Locale.ROOT));
    }
    if (request != null) {
      filter.put("requestId", request);
    }
    return filter;
  }

  private static Instant earliest(String since) {
    try {
      return Instant.parse(since);
    } catch (DateTimeParseException _) {
      return Instant.now().minus(TimeSpan.parse(since, "--since"));
    }
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

package io.alternatefutures.cli.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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
      "  af functions logs --name my-gateway -f",
      "  af functions logs --name my-gateway --limit 1000 --json | jq -r .message"
    })
public final class LogsCommand implements Callable<Integer> {
  private static final int MOST_LINES = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
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
    if (limit < 1 || limit > MOST_LINES) {
      throw new UsageException(
          "Invalid value for option '--limit': " + limit + " is not from 1 to " + MOST_LINES);
    }
    String name = choice.choose(context);
    try (ControlApi api = ControlApi.of(context)) {
      String id = api.function(name).path("id").asText();
      String last = show(api.logs(id, limit, null), null);
      if (last == null && !follow && !output.isJson()) {
        context.terminal().note("No log lines.");
      }
      while (follow) {
        pause();
        last = show(api.logs(id, MOST_LINES, last), last);
      }
    }
    return 0;
  }

  /** Shows lines and gives the time of the newest one seen so far. */
  private @Nullable String show(JsonNode lines, @Nullable String last) {
    String newest = last;
    for (JsonNode line : lines) {
      context.terminal().print(output.isJson() ? line.toString() : text(line));
      newest = line.path("time").asText();
    }
    return newest;
  }

  private String text(JsonNode line) {
    Style style = context.terminal().outStyle();
    String level = line.path("level").asText();
    String shown = String.format("%-5s", level);
    String coloured =
        switch (level) {
          case "error" -> style.red(shown);
          case "warn" -> style.yellow(shown);
          default -> shown;
        };
    return style.faint(millis(line.path("time").asText()))
        + " "
        + coloured
        + " "
        + Printable.line(line.path("message").asText());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  /** A time without the digits that only programs need. */
  private static String millis(String time) {
    try {
      return TIME.format(Instant.parse(time));
    } catch (DateTimeParseException _) {
      return Printable.line(time);
    }
  }
}

package io.alternatefutures.cli.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a function's log, read on from where it was read to. Lines of several instances do not
 * arrive in the order of their times: each reading begins a little before the last line, and gives
 * those that were not there before. Used by one thread.
 */
public final class LogTail {
  private static final Duration OVERLAP = Duration.ofSeconds(3);

  static final int MOST_LINES = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ControlApi api;
  private final String functionId;
  private final ObjectNode filter;
  private Map<String, Integer> before = Map.of();
  private @Nullable Instant first;

  /**
   * @param filter which lines are wanted: {@code since}, {@code level}, {@code requestId}, each of
   *     which may be missing
   */
  public LogTail(ControlApi api, String functionId, ObjectNode filter) {
    this.api = api;
    this.functionId = functionId;
    this.filter = filter.deepCopy();
  }

  /** Gives the lines that were written since the last time, the oldest first, 1,000 at most. */
  public void read(Consumer<JsonNode> each) {
    read(MOST_LINES, each);
  }

  /**
   * Gives the newest {@code limit} of those lines.
   *
   * @return whether there was one
   */
  boolean read(int limit, Consumer<JsonNode> each) {
    JsonNode lines = api.logs(functionId, filter.put("limit", limit));
    Map<String, Integer> now = new HashMap<>();
    boolean some = false;
    for (JsonNode line : lines) {
      String text = line.toString();
      if (now.merge(text, 1, Integer::sum) > before.getOrDefault(text, 0)) {
        each.accept(line);
        some = true;
      }
    }
    if (some) {
      readOnFrom(time(lines.path(0)), time(lines.path(lines.size() - 1)));
    }
    before = now;
    return some;
  }

  /** Never goes back behind the first line that was given: what is older was not asked for. */
  private void readOnFrom(Instant oldest, Instant newest) {
    first = first == null ? oldest : first;
    Instant from = newest.minus(OVERLAP);
    filter.put("since", (from.isBefore(first) ? first : from).toString());
  }

  private static Instant time(JsonNode line) {
    return Instant.parse(line.path("time").asText());
  }

  /** A line for people. */
  public static String text(JsonNode line, Style style) {
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

  /** A time without the digits that only programs need. */
  private static String millis(String time) {
    try {
      return TIME.format(Instant.parse(time));
    } catch (DateTimeParseException _) {
      return Printable.line(time);
    }
  }
}

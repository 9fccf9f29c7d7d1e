package io.alternatefutures.cli.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Style;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;

/** The end of a function's log, read on from where it was read to. Used by one thread. */
public final class LogTail {
  static final int MOST_LINES = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ControlApi api;
  private final String functionId;
  private final ObjectNode filter;

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
    for (JsonNode line : lines) {
      each.accept(line);
      filter.put("since", line.path("time").asText());
    }
    return !lines.isEmpty();
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

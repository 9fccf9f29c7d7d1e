package io.alternatefutures.server;

import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.sandbox.FunctionLog;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The last log lines of each function, in memory. */
final class FunctionLogs implements FunctionLog, FunctionLogReader {
  /** Lines kept of one function. */
  private static final int MAX_LINES = 1_000;

  /** Characters kept of one function's messages. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  /** Characters kept in all; beyond that functions without a log get none. */
  private static final long MAX_TOTAL_CHARACTERS = 64L * 1024 * 1024;

  /** Functions whose lines are kept; further ones get no log. */
  private static final int MAX_FUNCTIONS = 10_000;

  private final Map<FunctionId, Lines> logs = new ConcurrentHashMap<>();
  private final AtomicLong totalCharacters = new AtomicLong();
  private final Clock clock;

  FunctionLogs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void append(
      FunctionId functionId, String requestId, String traceId, Level level, String message) {
    boolean full = logs.size() >= MAX_FUNCTIONS || totalCharacters.get() >= MAX_TOTAL_CHARACTERS;
    if (full && !logs.containsKey(functionId)) {
      return;
    }
    LogLine line =
        new LogLine(
            clock.instant(),
            name(level),
            message,
            requestId.isEmpty() ? null : requestId,
            traceId.isEmpty() ? null : traceId);
    totalCharacters.addAndGet(logs.computeIfAbsent(functionId, _ -> new Lines()).add(line));
  }

  private static String name(Level level) {
    return level == Level.LOG ? "info" : level.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<LogLine> read(FunctionId id, LogQuery query) {
    Lines log = logs.get(id);
    return log == null ? List.of() : log.read(query);
  }

  /** The lines of one function, the oldest first. */
  private static final class Lines {
    private final ArrayDeque<LogLine> kept = new ArrayDeque<>();
    private int characters;

    /** Adds a line; returns by how many characters the log has grown. */
    synchronized int add(LogLine line) {
      int before = characters;
      kept.addLast(line);
      characters += line.message().length();
      while (kept.size() > MAX_LINES || (characters > MAX_CHARACTERS && kept.size() > 1)) {
        characters -= kept.removeFirst().message().length();
      }
      return characters - before;
    }

    synchronized List<LogLine> read(LogQuery query) {
      List<LogLine> lines = new ArrayList<>();
      for (Iterator<LogLine> newest = kept.descendingIterator();
          newest.hasNext() && lines.size() < query.limit(); ) {
        LogLine line = newest.next();
        if (query.matches(line)) {
          lines.add(line);
        }
      }
      return lines.reversed();
    }
  }
}

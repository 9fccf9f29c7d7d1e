package io.alternatefutures.server;

import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.sandbox.FunctionLog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last log lines of each function, in memory. */
final class FunctionLogs implements FunctionLog, FunctionLogReader {
  /** Lines kept of one function. */
  private static final int MAX_LINES = 1_000;

  /** Functions whose lines are kept; beyond that new ones get no log until others are forgotten. */
  private static final int MAX_FUNCTIONS = 10_000;

  private final Map<FunctionId, ArrayDeque<LogLine>> lines = new ConcurrentHashMap<>();
  private final Clock clock;

  FunctionLogs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void append(FunctionId functionId, String requestId, Level level, String message) {
    if (lines.size() >= MAX_FUNCTIONS && !lines.containsKey(functionId)) {
      return;
    }
    ArrayDeque<LogLine> log = lines.computeIfAbsent(functionId, _ -> new ArrayDeque<>());
    LogLine line =
        new LogLine(clock.instant(), name(level), message, requestId.isEmpty() ? null : requestId);
    synchronized (log) {
      if (log.size() >= MAX_LINES) {
        log.removeFirst();
      }
      log.addLast(line);
    }
  }

  private static String name(Level level) {
    return level == Level.LOG ? "info" : level.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<LogLine> read(FunctionId id, int limit, @Nullable Instant since) {
    ArrayDeque<LogLine> log = lines.get(id);
    if (log == null) {
      return List.of();
    }
    List<LogLine> newest = new ArrayList<>();
    synchronized (log) {
      for (LogLine line : log) {
        if (since == null || line.time().isAfter(since)) {
          newest.add(line);
        }
      }
    }
    return newest.subList(Math.max(0, newest.size() - limit), newest.size());
  }
}

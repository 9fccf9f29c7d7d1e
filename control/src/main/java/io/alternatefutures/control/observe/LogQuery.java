package io.alternatefutures.control.observe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a function's log are wanted.
 *
 * @param limit the newest so many, at least 1
 * @param since only lines later than this; null for no bound
 * @param level the least of {@link #LEVELS} that is wanted; null for all
 * @param requestId only lines of this request; null for all
 */
public record LogQuery(
    int limit, @Nullable Instant since, @Nullable String level, @Nullable String requestId) {
  /** The levels, the least first. */
  public static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

  public LogQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
    }
    if (level != null && !LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          "level is \"" + level + "\"; it must be one of " + String.join(", ", LEVELS));
    }
  }

  /** The newest lines, whatever they are. */
  public static LogQuery newest(int limit) {
    return new LogQuery(limit, null, null, null);
  }

  /** Whether a line is among those wanted, the limit aside. */
  public boolean matches(LogLine line) {
    return (since == null || line.time().isAfter(since))
        && (level == null || LEVELS.indexOf(line.level()) >= LEVELS.indexOf(level))
        && (requestId == null || requestId.equals(line.requestId()));
  }
}

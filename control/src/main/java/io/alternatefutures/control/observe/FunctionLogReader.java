package io.alternatefutures.control.observe;

import io.alternatefutures.model.FunctionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the last lines of a function's log are read. */
@FunctionalInterface
public interface FunctionLogReader {
  /**
   * The newest {@code limit} lines later than {@code since}, the oldest of them first.
   *
   * @param since exclusive; null for no bound
   */
  List<LogLine> read(FunctionId id, int limit, @Nullable Instant since);

  /** A reader that has no lines. */
  static FunctionLogReader none() {
    return (id, limit, since) -> List.of();
  }
}

package io.alternatefutures.control.observe;

import io.alternatefutures.model.FunctionId;
import java.util.List;

/** Where the last lines of a function's log are read. */
@FunctionalInterface
public interface FunctionLogReader {
  /** The lines that {@code query} asks for, the oldest of them first. */
  List<LogLine> read(FunctionId id, LogQuery query);

  /** A reader that has no lines. */
  static FunctionLogReader none() {
    return (id, query) -> List.of();
  }
}

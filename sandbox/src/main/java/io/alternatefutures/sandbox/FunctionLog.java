package io.alternatefutures.sandbox;

import io.alternatefutures.model.FunctionId;

/** Port: where a function's {@code console} output, errors and limits go. Never blocks. */
@FunctionalInterface
public interface FunctionLog {
  /** Severity, as {@code console} has it. */
  enum Level {
    DEBUG,
    LOG,
    INFO,
    WARN,
    ERROR
  }

  /**
   * Appends an entry.
   *
   * @param requestId the request it belongs to; empty when it belongs to none
   * @param traceId the trace of that request; empty when it belongs to none
   */
  void append(FunctionId functionId, String requestId, String traceId, Level level, String message);
}

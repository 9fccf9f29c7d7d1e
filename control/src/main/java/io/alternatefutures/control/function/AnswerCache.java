package io.alternatefutures.control.function;

import io.alternatefutures.model.FunctionId;

/** The answers that this instance keeps for routes with a cache. Thread-safe. */
@FunctionalInterface
public interface AnswerCache {
  /**
   * Forgets a function's answers.
   *
   * @param prefix of the paths they were asked for with; {@code /} for all
   * @return for how many paths and queries there was one
   */
  int purge(FunctionId function, String prefix);
}

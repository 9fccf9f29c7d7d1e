package io.alternatefutures.control.deployment;

import io.alternatefutures.model.ProjectId;

/** Compiles a module in a sandbox without running a handler of it. */
@FunctionalInterface
public interface ModuleChecker {
  /** Checks a module; blocks, for seconds at most. */
  Result check(ProjectId projectId, byte[] source);

  /** What the check found. */
  sealed interface Result {}

  /**
   * The module loads and exports a handler.
   *
   * @param handler {@code fetch}, {@code function} or {@code main}
   */
  record Valid(String handler) implements Result {}

  /**
   * The module does not compile, throws while it loads, or exports no handler.
   *
   * @param line 1-based; 0 when there is no position
   * @param column 1-based; 0 when there is no position
   */
  record Invalid(String message, int line, int column) implements Result {}

  /** No sandbox could check it; says nothing about the module. */
  record Unavailable(String reason) implements Result {}
}

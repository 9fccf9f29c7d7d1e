package io.alternatefutures.control.deployment;

import io.alternatefutures.model.ProjectId;
import java.util.Map;

/** Compiles a module in a sandbox without running a handler of it. */
@FunctionalInterface
public interface ModuleChecker {
  /**
   * Checks a module; blocks, for seconds at most.
   *
   * @param env what the module reads while it loads
   */
  Result check(ProjectId projectId, byte[] source, Map<String, String> env);

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

  /**
   * No sandbox could check it; says nothing about the module.
   *
   * @param reason for the client to read
   */
  record Unavailable(String reason) implements Result {}
}

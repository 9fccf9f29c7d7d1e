package io.alternatefutures.sandbox;

/** What compiling a module in a sandbox found. */
public sealed interface ModuleCheck {
  /**
   * The module loads and exports a handler.
   *
   * @param handler {@code fetch}, {@code function} or {@code main}
   */
  record Valid(String handler) implements ModuleCheck {}

  /**
   * The module does not compile, throws while it loads, or exports no handler.
   *
   * @param line 1-based; 0 when there is no position
   * @param column 1-based; 0 when there is no position
   */
  record Invalid(String message, int line, int column) implements ModuleCheck {}

  /**
   * No sandbox could check it; says nothing about the module.
   *
   * @param detail for clients to read
   */
  record Unavailable(FailureCode code, String detail) implements ModuleCheck {}
}

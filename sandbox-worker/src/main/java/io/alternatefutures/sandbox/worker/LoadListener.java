package io.alternatefutures.sandbox.worker;

/** Told once how loading a module ended. */
interface LoadListener {
  /** The module has a handler of this kind. */
  void loaded(String handler);

  /** The module cannot be used; line and column are 1-based, or 0 when there is no position. */
  void failed(String message, int line, int column);
}

package io.alternatefutures.edge;

/** Port: where the one record of each request goes. */
@FunctionalInterface
public interface AccessLog {
  /** Takes a record; called on an event loop, never blocks and never throws. */
  void append(AccessRecord entry);

  /** Keeps nothing. */
  static AccessLog none() {
    return entry -> {};
  }
}

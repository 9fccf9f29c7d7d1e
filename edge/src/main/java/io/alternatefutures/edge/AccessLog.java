package io.alternatefutures.edge;

/** Port: where the one record of each request goes. */
@FunctionalInterface
public interface AccessLog {
  /** Takes a record; called on an event loop, never blocks and never throws. */
  void append(AccessRecord entry);

  /** Whether records are kept at all: if not, none need to be made. */
  default boolean isKept() {
    return true;
  }

  /** Keeps nothing. */
  static AccessLog none() {
    return new AccessLog() {
      @Override
      public void append(AccessRecord entry) {}

      @Override
      public boolean isKept() {
        return false;
      }
    };
  }
}

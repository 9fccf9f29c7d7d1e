package io.alternatefutures.control.observe;

import java.util.List;

/**
 * Whether this instance should get traffic.
 *
 * @param reasons what is amiss, for people; empty when {@link State#READY}
 */
public record Readiness(State state, List<String> reasons) {
  /** How well the instance serves. */
  public enum State {
    /** Everything works: 200. */
    READY,
    /** Known functions are served, but something is amiss, e.g. the database: 200. */
    DEGRADED,
    /** Nothing can be served, e.g. while starting or stopping: 503. */
    NOT_READY
  }

  public Readiness {
    reasons = List.copyOf(reasons);
  }

  /** Everything works. */
  public static Readiness ready() {
    return new Readiness(State.READY, List.of());
  }

  /** Known functions are served, in spite of {@code reasons}. */
  public static Readiness degraded(List<String> reasons) {
    return new Readiness(State.DEGRADED, reasons);
  }

  /** Nothing can be served because of {@code reasons}. */
  public static Readiness notReady(List<String> reasons) {
    return new Readiness(State.NOT_READY, reasons);
  }
}

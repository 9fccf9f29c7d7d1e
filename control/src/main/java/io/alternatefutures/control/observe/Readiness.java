package io.alternatefutures.control.observe;

import java.util.List;

/**
 * Whether this instance should get traffic.
 *
 * @param reasons what is amiss, for people; empty when {@link State#READY}
 * @param layers layers of confinement that verifiably hold around every worker
 */
public record Readiness(State state, List<String> reasons, List<String> layers) {
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
    layers = List.copyOf(layers);
  }

  /** Everything works. */
  public static Readiness ready() {
    return new Readiness(State.READY, List.of(), List.of());
  }

  /** Known functions are served, in spite of {@code reasons}. */
  public static Readiness degraded(List<String> reasons) {
    return new Readiness(State.DEGRADED, reasons, List.of());
  }

  /** Nothing can be served because of {@code reasons}. */
  public static Readiness notReady(List<String> reasons) {
    return new Readiness(State.NOT_READY, reasons, List.of());
  }

  /** The same, with the layers of confinement given. */
  public Readiness withLayers(List<String> holding) {
    return new Readiness(state, reasons, holding);
  }
}

package io.alternatefutures.control.observe;

/** Asked for every {@code GET /readyz}; answers from memory, without waiting. */
@FunctionalInterface
public interface ReadinessSource {
  Readiness readiness();
}

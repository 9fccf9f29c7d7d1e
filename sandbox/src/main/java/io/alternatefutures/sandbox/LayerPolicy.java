package io.alternatefutures.sandbox;

/** What happens to user code when a required {@link Layer} cannot be had. */
public enum LayerPolicy {
  /** It runs all the same, with a warning. */
  AUTO,
  /** It does not run. */
  REQUIRE,
  /** {@link #REQUIRE} once several projects have functions, {@link #AUTO} before. */
  BY_PROJECTS
}

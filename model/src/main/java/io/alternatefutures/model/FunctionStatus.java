package io.alternatefutures.model;

/** Life cycle of a function; only {@link #INACTIVE} takes it off the air. */
public enum FunctionStatus {
  /** Serves its routes and its code. */
  ACTIVE,
  /** Serves nothing. */
  INACTIVE,
  /** A deployment is under way; the version deployed before keeps serving. */
  DEPLOYING,
  /** The last deployment failed; the version deployed before keeps serving. */
  FAILED
}

package io.alternatefutures.edge.plan;

/** Why a route's options end a request without asking who should answer it. */
public enum Refusal {
  /** There are no valid credentials. */
  UNAUTHORIZED,
  /** Who decides about credentials cannot be asked. */
  AUTH_UNAVAILABLE,
  /** The client has made too many requests. */
  RATE_LIMITED,
  /** Every target has failed so often that it is left alone for a while. */
  CIRCUIT_OPEN,
  /** The function's code should answer, and there is none. */
  NO_CODE
}

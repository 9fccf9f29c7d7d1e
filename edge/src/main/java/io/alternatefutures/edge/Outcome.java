package io.alternatefutures.edge;

import io.alternatefutures.sandbox.FailureCode;

/** How a request ended; each has exactly one. */
sealed interface Outcome {
  /** The target's or the function's response was sent whole. */
  record Answered() implements Outcome {}

  /** The edge answered by itself. */
  record Rejected(Rejection reason, String message) implements Outcome {}

  /**
   * There was no complete response: the client got an error, or its connection was cut.
   *
   * @param detail for logs only
   */
  record Failed(FailureCode code, String detail) implements Outcome {}

  /** The client left, or stopped taking part. */
  record Abandoned(String detail) implements Outcome {
    static final String CODE = "CLIENT_CLOSED";
  }
}

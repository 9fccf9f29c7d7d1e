package io.alternatefutures.edge.router;

import io.alternatefutures.sandbox.FailureCode;

/** A route matched, but its target gave no complete response. */
public final class ProxyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  ProxyException(FailureCode code, String detail) {
    super(code + ": " + detail);
    this.code = code;
  }

  /** Why; stable. */
  public FailureCode code() {
    return code;
  }
}

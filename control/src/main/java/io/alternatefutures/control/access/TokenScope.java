package io.alternatefutures.control.access;

/** What a token may do; each scope includes those before it. */
public enum TokenScope {
  /** Look at functions, deployments, logs and metrics. */
  READ,
  /** Upload content, deploy it and roll back. */
  DEPLOY,
  /** Everything: functions, routes, values of {@code env}, tokens, projects. */
  ADMIN;

  /** Whether a token of this scope may do what asks for {@code needed}. */
  public boolean includes(TokenScope needed) {
    return compareTo(needed) >= 0;
  }
}

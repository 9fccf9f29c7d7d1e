package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.plan.Authenticator.Verdict;
import io.alternatefutures.edge.plan.Refusal;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;

/** The usual verdicts. */
final class Verdicts {
  static final Verdict PASS = new Verdict.Pass(EmptyHttpHeaders.INSTANCE);

  private Verdicts() {}

  /**
   * No valid credentials.
   *
   * @param challenge value of {@code WWW-Authenticate}
   */
  static Verdict unauthorized(String challenge) {
    return new Verdict.Refuse(
        Refusal.UNAUTHORIZED,
        new DefaultHttpHeaders().set(HttpHeaderNames.WWW_AUTHENTICATE, challenge));
  }

  static Verdict unavailable() {
    return new Verdict.Refuse(
        Refusal.AUTH_UNAVAILABLE, new DefaultHttpHeaders().set(HttpHeaderNames.RETRY_AFTER, "5"));
  }
}

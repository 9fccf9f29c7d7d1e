package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.plan.Authenticator;
import io.alternatefutures.edge.plan.Digests;
import io.alternatefutures.edge.plan.RouteRequest;
import io.alternatefutures.routing.policy.Auth;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** Keys in a header field. They are random, so one round of SHA-256 hides them well enough. */
final class KeyCheck implements Authenticator {
  private final Auth.ApiKey rule;

  KeyCheck(Auth.ApiKey rule) {
    this.rule = rule;
  }

  @Override
  public void check(EventLoop loop, RouteRequest request, Consumer<Verdict> answer) {
    String key = request.headers().get(rule.header());
    answer.accept(
        key != null && isKnown(Digests.sha256(key))
            ? Verdicts.PASS
            : Verdicts.unauthorized("ApiKey header=\"" + rule.header() + "\""));
  }

  private boolean isKnown(String digest) {
    boolean known = false;
    for (String hash : rule.hashes()) {
      known |= Digests.equal(hash, digest);
    }
    return known;
  }
}

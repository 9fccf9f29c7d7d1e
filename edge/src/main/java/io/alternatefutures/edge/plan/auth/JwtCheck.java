package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.plan.Authenticator;
import io.alternatefutures.edge.plan.RouteRequest;
import io.alternatefutures.routing.policy.Auth;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Signed tokens of an issuer. */
final class JwtCheck implements Authenticator {
  private static final String SCHEME = "Bearer ";

  private final Auth.Jwt rule;
  private final KeySource keys;
  private final Clock clock;

  JwtCheck(Auth.Jwt rule, KeySource keys, Clock clock) {
    this.rule = rule;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void check(EventLoop loop, RouteRequest request, Consumer<Verdict> answer) {
    String field = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (field == null || !field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      answer.accept(Verdicts.unauthorized("Bearer"));
      return;
    }
    SignedToken token = SignedToken.parse(field.substring(SCHEME.length()).strip());
    if (token == null || !token.isValidFor(rule, clock.instant())) {
      answer.accept(Verdicts.unauthorized("Bearer error=\"invalid_token\""));
      return;
    }
    keys.find(
        loop, request.project(), token.keyId(), found -> answer.accept(verdict(token, found)));
  }

  private static Verdict verdict(SignedToken token, @Nullable PublicKeys keys) {
    if (keys == null) {
      return Verdicts.unavailable();
    }
    return token.isSignedBy(keys)
        ? Verdicts.PASS
        : Verdicts.unauthorized("Bearer error=\"invalid_token\"");
  }
}

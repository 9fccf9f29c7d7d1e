package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.plan.Authenticator;
import io.alternatefutures.edge.plan.Digests;
import io.alternatefutures.edge.plan.RouteRequest;
import io.alternatefutures.routing.policy.Auth;
import io.alternatefutures.routing.policy.PasswordHash;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * User names and passwords (RFC 7617). What was found good is remembered as a digest, so that only
 * the first request with a password pays for its hash.
 */
final class PasswordCheck implements Authenticator {
  private static final String SCHEME = "Basic ";

  private final Auth.Basic rule;
  private final PasswordChecks checks;
  private final Set<String> good = ConcurrentHashMap.newKeySet();

  PasswordCheck(Auth.Basic rule, PasswordChecks checks) {
    this.rule = rule;
    this.checks = checks;
  }

  @Override
  public void check(EventLoop loop, RouteRequest request, Consumer<Verdict> answer) {
    String field = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    String credentials = field == null ? null : credentials(field);
    int colon = credentials == null ? -1 : credentials.indexOf(':');
    if (credentials == null || colon < 0) {
      answer.accept(refusal());
      return;
    }
    String digest = Digests.sha256(credentials);
    if (good.contains(digest)) {
      answer.accept(Verdicts.PASS);
      return;
    }
    // An unknown name costs as much as a known one, so that nobody learns which names there are.
    String hash = rule.users().get(credentials.substring(0, colon));
    String compared = hash == null ? rule.users().values().iterator().next() : hash;
    char[] password = credentials.substring(colon + 1).toCharArray();
    boolean runs =
        checks.run(() -> {
          boolean valid = PasswordHash.verify(password, compared) && hash != null;
          if (valid) {
            remember(digest);
          }
          loop.execute(() -> answer.accept(valid ? Verdicts.PASS : refusal()));
        });
    if (!runs) {
      answer.accept(Verdicts.unavailable());
    }
  }

  private void remember(String digest) {
    if (good.size() >= Limits.KNOWN_CREDENTIALS) {
      good.clear();
    }
    good.add(digest);
  }

  private static @Nullable String credentials(String field) {
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(field.substring(SCHEME.length()).strip());
      return new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private Verdict refusal() {
    return Verdicts.unauthorized("Basic realm=\"" + rule.realm() + "\", charset=\"UTF-8\"");
  }
}

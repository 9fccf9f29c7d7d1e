package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.plan.Asking;
import io.alternatefutures.edge.plan.Authenticator;
import io.alternatefutures.routing.policy.Auth;
import java.time.Clock;

/** Makes the authenticator for each kind of {@code auth}. */
public final class Authenticators implements Authenticator.Factory, AutoCloseable {
  private final Asking asking;
  private final PasswordChecks passwords = new PasswordChecks();
  private final Clock clock;

  /**
   * @param origins what servers are asked through, so that the egress policy holds
   */
  public Authenticators(OriginPool origins, Clock clock) {
    this.asking = new Asking(origins);
    this.clock = clock;
  }

  @Override
  public Authenticator of(Auth auth) {
    return switch (auth) {
      case Auth.Jwt jwt -> new JwtCheck(jwt, new KeySource(asking, jwt.jwks()), clock);
      case Auth.Basic basic -> new PasswordCheck(basic, passwords);
      case Auth.ApiKey key -> new KeyCheck(key);
      case Auth.Forward forward -> new ForwardCheck(forward, asking);
    };
  }

  @Override
  public void close() {
    passwords.close();
  }
}

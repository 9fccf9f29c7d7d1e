package io.alternatefutures.control.access;

import io.alternatefutures.control.Randomness;
import java.util.Base64;

/**
 * A bearer token: {@code af_} and 256 random bits in base64url. Shown once, when it is made; after
 * that only its {@link TokenHash} is kept.
 */
public record AccessToken(String value) {
  /** What every token starts with, so that leaked ones are recognised by scanners. */
  public static final String PREFIX = "af_";

  private static final int RANDOM_BYTES = 32;

  /** A new token. */
  public static AccessToken generate(Randomness randomness) {
    byte[] secret = randomness.bytes(RANDOM_BYTES);
    return new AccessToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** What the database keeps of this token. */
  public TokenHash hash() {
    return TokenHash.of(value);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "AccessToken[" + PREFIX + "…]";
  }
}

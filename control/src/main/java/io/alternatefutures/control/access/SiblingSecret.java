package io.alternatefutures.control.access;

import io.alternatefutures.control.Limits;
import io.alternatefutures.model.Cid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the instances on one database share, by which they know each other when one asks another for
 * a block, its status or log lines. What is sent proves the secret for that alone, and for a time
 * unless it is a block, which never changes; it never holds the secret.
 */
public final class SiblingSecret {
  private static final String SCHEME = "Sibling ";

  /** Seconds in which a proof for something that changes is the same. */
  private static final int PERIOD = 60;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SiblingSecret(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The value of {@code Authorization} that opens the block {@code cid}. */
  public String authorization(Cid cid) {
    return proof(cid.toString());
  }

  /** The value of {@code Authorization} that opens {@code target}, a path with its query. */
  public String authorization(String target, Instant now) {
    return proof(now.getEpochSecond() / PERIOD + " " + target);
  }

  private String proof(String subject) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return SCHEME
          + HexFormat.of().formatHex(mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether a request with this {@code Authorization} comes from a sibling that asks for it. */
  public boolean opens(@Nullable String authorization, Cid cid) {
    return isEqual(authorization, authorization(cid));
  }

  /**
   * Whether a request with this {@code Authorization} comes from a sibling that asks for {@code
   * target} about now.
   */
  public boolean opens(@Nullable String authorization, String target, Instant now) {
    Duration skew = Limits.SIBLING_CLOCKS;
    boolean opens = false;
    for (Instant at = now.minus(skew); !at.isAfter(now.plus(skew)); at = at.plusSeconds(PERIOD)) {
      opens |= isEqual(authorization, authorization(target, at));
    }
    return opens;
  }

  private static boolean isEqual(@Nullable String given, String expected) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "SiblingSecret[…]";
  }
}

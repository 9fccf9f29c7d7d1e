package io.alternatefutures.control.access;

import io.alternatefutures.model.Cid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the instances on one database share, by which they know each other when one asks another for
 * a block. What is sent proves the secret for that block alone and never holds it.
 */
public final class SiblingSecret {
  private static final String SCHEME = "Sibling ";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SiblingSecret(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The value of {@code Authorization} that opens the block {@code cid}. */
  public String authorization(Cid cid) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return SCHEME
          + HexFormat.of().formatHex(mac.doFinal(cid.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether a request with this {@code Authorization} comes from a sibling that asks for it. */
  public boolean opens(@Nullable String authorization, Cid cid) {
    return authorization != null
        && MessageDigest.isEqual(
            authorization.getBytes(StandardCharsets.UTF_8),
            authorization(cid).getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "SiblingSecret[…]";
  }
}

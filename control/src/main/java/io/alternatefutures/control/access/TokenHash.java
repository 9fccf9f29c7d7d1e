package io.alternatefutures.control.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a token, in lower-case hexadecimal. A plain hash is enough, since a token has 256
 * random bits and cannot be guessed.
 */
public record TokenHash(String value) {
  private static final int HEX_LENGTH = 64;

  public TokenHash {
    if (value.length() != HEX_LENGTH) {
      throw new IllegalArgumentException("A token hash has " + HEX_LENGTH + " hexadecimal digits");
    }
  }

  /** The hash of the token {@code token}. */
  public static TokenHash of(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return new TokenHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

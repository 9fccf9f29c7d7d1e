package io.alternatefutures.routing.policy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes: {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, salt and hash in base64 (RFC 8018).
 */
public final class PasswordHash {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int ITERATIONS = 210_000;
  private static final int MOST_ITERATIONS = 2_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "pbkdf2-sha256\\$([1-9][0-9]{3,6})\\$([A-Za-z0-9+/]{22,64}=*)\\$([A-Za-z0-9+/]{43}=)");

  private PasswordHash() {}

  /** Whether {@code text} is a hash that {@link #verify} can use. */
  public static boolean isValid(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(matcher.group(2)).length >= SALT_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * Hashes a password; takes a tenth of a second.
   *
   * @param salt 16 random bytes
   */
  public static String of(char[] password, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder();
    byte[] hash = derive(password, salt, ITERATIONS);
    return "pbkdf2-sha256$"
        + ITERATIONS
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  /** Whether {@code password} has this valid hash; takes as long as hashing. */
  public static boolean verify(char[] password, String hash) {
    Matcher matcher = FORM.matcher(hash);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a password hash");
    }
    byte[] salt = Base64.getDecoder().decode(matcher.group(2));
    byte[] expected = Base64.getDecoder().decode(matcher.group(3));
    byte[] actual = derive(password, salt, Integer.parseInt(matcher.group(1)));
    return MessageDigest.isEqual(expected, actual);
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
    }
  }
}

package io.alternatefutures.control;

import java.security.SecureRandom;

/** The source of identifiers, tokens and slug suffixes; injected so that tests can repeat. */
@FunctionalInterface
public interface Randomness {
  /** {@code count} unpredictable bytes. */
  byte[] bytes(int count);

  /** The platform's cryptographic generator. */
  static Randomness secure() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }

  /** {@code length} characters of {@code 0-9a-z}, each worth five bits. */
  default String letters(int length) {
    byte[] bytes = bytes(length);
    StringBuilder text = new StringBuilder(length);
    for (byte b : bytes) {
      text.append("0123456789abcdefghjkmnpqrstvwxyz".charAt(b & 31));
    }
    return text.toString();
  }
}

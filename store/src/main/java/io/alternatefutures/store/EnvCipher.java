package io.alternatefutures.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over one value: a version byte, a random 96-bit nonce, then ciphertext and tag (NIST
 * SP 800-38D). Each value is bound to what it belongs to, so that it cannot be moved to another
 * row.
 */
final class EnvCipher {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  EnvCipher(EncryptionKey key) {
    this.key = key.secret();
  }

  byte[] encrypt(byte[] plain, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, e);
    }
  }

  /**
   * @throws GeneralSecurityException when the value was changed, moved, or encrypted with another
   *     key
   */
  byte[] decrypt(byte[] value, String owner) throws GeneralSecurityException {
    if (value.length < 1 + NONCE_BYTES || value[0] != VERSION) {
      throw new GeneralSecurityException("Not an encrypted value of version " + VERSION);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1).get(nonce);
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(sealed);
  }

  private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}

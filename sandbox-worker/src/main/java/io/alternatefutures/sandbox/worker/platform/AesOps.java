package io.alternatefutures.sandbox.worker.platform;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in the modes of the Web Cryptography API, sections 27 to 30. */
final class AesOps {
  private static final int BLOCK_BYTES = 16;
  private static final int FULL_TAG_BITS = 128;

  /** The JDK refuses shorter tags than this many bits; the Web Cryptography API has two. */
  private static final int SHORTEST_JDK_TAG_BITS = 96;

  private AesOps() {}

  static void register(Map<String, HostOps.Op> ops) {
    ops.put(
        "aes.cbc",
        a -> {
          Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
          cipher.init(mode(a.flag(0)), key(a.bytes(1)), new IvParameterSpec(a.bytes(2)));
          return cipher.doFinal(a.bytes(3));
        });
    ops.put("aes.ctr", a -> ctr(a.bytes(1), a.bytes(2), a.integer(0), a.bytes(3)));
    ops.put(
        "aes.gcm",
        a -> {
          Gcm gcm = new Gcm(a.bytes(1), a.bytes(2), a.bytes(4), a.integer(5));
          return a.flag(0) ? gcm.encrypt(a.bytes(3)) : gcm.decrypt(a.bytes(3));
        });
    ops.put(
        "aes.kw",
        a -> {
          Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
          cipher.init(mode(a.flag(0)), key(a.bytes(1)));
          return cipher.doFinal(a.bytes(2));
        });
  }

  private static int mode(boolean encrypt) {
    return encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
  }

  private static SecretKeySpec key(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  /** Counter mode in which only the low {@code bits} of the block count. */
  private static byte[] ctr(byte[] key, byte[] counter, int bits, byte[] data)
      throws GeneralSecurityException, OpException {
    if (bits < 1 || bits > 8 * BLOCK_BYTES) {
      throw new OpException("OperationError", "A counter has 1 to " + 8 * BLOCK_BYTES + " bits");
    }
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
    BigInteger start = new BigInteger(1, counter).mod(modulus);
    BigInteger blocks = BigInteger.valueOf((data.length + BLOCK_BYTES - 1L) / BLOCK_BYTES);
    if (blocks.compareTo(modulus) > 0) {
      throw new OpException("OperationError", "The data is too long for the counter");
    }
    BigInteger untilWrap = modulus.subtract(start);
    if (blocks.compareTo(untilWrap) <= 0) {
      return plainCtr(key, counter, data, 0, data.length);
    }
    int split = untilWrap.intValueExact() * BLOCK_BYTES;
    byte[] wrapped = wrap(counter, bits);
    byte[] output = Arrays.copyOf(plainCtr(key, counter, data, 0, split), data.length);
    byte[] rest = plainCtr(key, wrapped, data, split, data.length - split);
    System.arraycopy(rest, 0, output, split, rest.length);
    return output;
  }

  private static byte[] wrap(byte[] counter, int bits) {
    byte[] wrapped = counter.clone();
    for (int bit = 0; bit < bits; bit++) {
      wrapped[BLOCK_BYTES - 1 - bit / 8] &= (byte) ~(1 << (bit % 8));
    }
    return wrapped;
  }

  private static byte[] plainCtr(byte[] key, byte[] counter, byte[] data, int from, int length)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key(key), new IvParameterSpec(counter));
    return cipher.doFinal(data, from, length);
  }

  /** One message in Galois/Counter mode. */
  private record Gcm(byte[] key, byte[] iv, byte[] additional, int tagBits) {
    byte[] encrypt(byte[] data) throws GeneralSecurityException {
      byte[] full = run(Cipher.ENCRYPT_MODE, data, FULL_TAG_BITS);
      return Arrays.copyOf(full, data.length + tagBits / 8);
    }

    byte[] decrypt(byte[] data) throws GeneralSecurityException, OpException {
      if (data.length < tagBits / 8) {
        throw new OpException("OperationError", "The data is shorter than its tag");
      }
      if (tagBits >= SHORTEST_JDK_TAG_BITS) {
        return run(Cipher.DECRYPT_MODE, data, tagBits);
      }
      int length = data.length - tagBits / 8;
      // Encrypting twice with the same key stream decrypts; the tag is then compared by hand.
      byte[] ciphertext = Arrays.copyOf(data, length);
      byte[] plain = Arrays.copyOf(run(Cipher.ENCRYPT_MODE, ciphertext, FULL_TAG_BITS), length);
      if (!MessageDigest.isEqual(encrypt(plain), data)) {
        throw new OpException("OperationError", "The tag does not match");
      }
      return plain;
    }

    private byte[] run(int mode, byte[] data, int bits) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, AesOps.key(key), new GCMParameterSpec(bits, iv));
      cipher.updateAAD(additional);
      return cipher.doFinal(data);
    }
  }
}

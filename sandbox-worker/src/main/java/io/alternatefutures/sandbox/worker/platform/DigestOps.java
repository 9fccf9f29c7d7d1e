package io.alternatefutures.sandbox.worker.platform;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, HMAC, and the derivations made of it: HKDF (RFC 5869) and PBKDF2 (RFC 8018). */
final class DigestOps {
  /** More would hold the function's thread for minutes, whatever its CPU time allows. */
  private static final int MAX_ITERATIONS = 10_000_000;

  /** About a millisecond's worth. */
  private static final int ITERATIONS_BETWEEN_LOOKS = 1_024;

  private DigestOps() {}

  /**
   * Adds the operations.
   *
   * @param ended whether the function was ended meanwhile; asked by what can take long
   */
  static void register(Map<String, HostOps.Op> ops, BooleanSupplier ended) {
    ops.put(
        "digest",
        arguments -> MessageDigest.getInstance(arguments.text(0)).digest(arguments.bytes(1)));
    ops.put(
        "hmac",
        arguments -> mac(arguments.text(0), arguments.bytes(1)).doFinal(arguments.bytes(2)));
    ops.put(
        "hkdf",
        arguments ->
            hkdf(
                arguments.text(0),
                arguments.bytes(1),
                arguments.bytes(2),
                arguments.bytes(3),
                arguments.integer(4)));
    ops.put(
        "pbkdf2",
        arguments ->
            pbkdf2(
                arguments.text(0),
                arguments.bytes(1),
                arguments.bytes(2),
                arguments.integer(3),
                arguments.integer(4),
                ended));
  }

  private static Mac mac(String hash, byte[] key) throws GeneralSecurityException {
    String algorithm = "Hmac" + (hash.startsWith("SHA3") ? hash : hash.replace("-", ""));
    Mac mac = Mac.getInstance(algorithm);
    // An empty key is padded with zeros like any short one; the JDK refuses it as it stands.
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
    return mac;
  }

  private static byte[] hkdf(String hash, byte[] key, byte[] salt, byte[] info, int length)
      throws GeneralSecurityException, OpException {
    Mac extract = mac(hash, salt);
    int size = extract.getMacLength();
    if (length > 255 * size) {
      throw new OpException("OperationError", "The length is too large for HKDF");
    }
    Mac expand = mac(hash, extract.doFinal(key));
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int at = 0, counter = 1; at < length; at += size, counter++) {
      expand.update(block);
      expand.update(info);
      block = expand.doFinal(new byte[] {(byte) counter});
      System.arraycopy(block, 0, output, at, Math.min(size, length - at));
    }
    return output;
  }

  private static byte[] pbkdf2(
      String hash, byte[] password, byte[] salt, int iterations, int length, BooleanSupplier ended)
      throws GeneralSecurityException, OpException {
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new OpException(
          "OperationError",
          "PBKDF2 does 1 to " + MAX_ITERATIONS + " iterations, not " + iterations);
    }
    Mac mac = mac(hash, password);
    int size = mac.getMacLength();
    byte[] output = new byte[length];
    for (int at = 0, index = 1; at < length; at += size, index++) {
      mac.update(salt);
      byte[] round =
          mac.doFinal(
              new byte[] {
                (byte) (index >> 24), (byte) (index >> 16), (byte) (index >> 8), (byte) index
              });
      byte[] block = Arrays.copyOf(round, size);
      for (int i = 1; i < iterations; i++) {
        if (i % ITERATIONS_BETWEEN_LOOKS == 0 && ended.getAsBoolean()) {
          throw new OpException("OperationError", "The function was ended");
        }
        round = mac.doFinal(round);
        for (int k = 0; k < size; k++) {
          block[k] ^= round[k];
        }
      }
      System.arraycopy(block, 0, output, at, Math.min(size, length - at));
    }
    return output;
  }
}

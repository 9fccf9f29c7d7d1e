package io.alternatefutures.sandbox.worker.platform;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA: keys cross as PKCS #8 and SubjectPublicKeyInfo. */
final class RsaOps {
  /**
   * Longest modulus in bits for which a key is generated. Longer ones take minutes, in which the
   * function could not be ended.
   */
  private static final int MAX_MODULUS_BITS = 4096;

  private RsaOps() {}

  static void register(Map<String, HostOps.Op> ops) {
    ops.put("rsa.generate", a -> generate(a.integer(0), new BigInteger(1, a.bytes(1))));
    ops.put(
        "rsa.sign",
        a -> {
          Signature signature = signature(a.text(0), a.text(1), a.integer(4));
          signature.initSign(privateKey(a.bytes(2)));
          signature.update(a.bytes(3));
          return signature.sign();
        });
    ops.put(
        "rsa.verify",
        a -> {
          Signature signature = signature(a.text(0), a.text(1), a.integer(4));
          signature.initVerify(publicKey(a.bytes(2)));
          signature.update(a.bytes(3));
          try {
            return signature.verify(a.bytes(5));
          } catch (GeneralSecurityException wrong) {
            return false;
          }
        });
    ops.put(
        "rsa.oaep",
        a -> {
          MGF1ParameterSpec mask = new MGF1ParameterSpec(a.text(1));
          OAEPParameterSpec padding =
              new OAEPParameterSpec(a.text(1), "MGF1", mask, new PSource.PSpecified(a.bytes(4)));
          Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
          if (a.flag(0)) {
            cipher.init(Cipher.ENCRYPT_MODE, publicKey(a.bytes(2)), padding);
          } else {
            cipher.init(Cipher.DECRYPT_MODE, privateKey(a.bytes(2)), padding);
          }
          return cipher.doFinal(a.bytes(3));
        });
  }

  private static byte[] generate(int bits, BigInteger exponent)
      throws GeneralSecurityException, OpException {
    if (bits > MAX_MODULUS_BITS) {
      throw new OpException("OperationError", "The modulus is too long");
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
    return generator.generateKeyPair().getPrivate().getEncoded();
  }

  private static Signature signature(String scheme, String hash, int saltBytes)
      throws GeneralSecurityException {
    if (scheme.equals("RSA-PSS")) {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, 1));
      return signature;
    }
    return Signature.getInstance(hash.replace("-", "") + "withRSA");
  }

  private static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
  }
}

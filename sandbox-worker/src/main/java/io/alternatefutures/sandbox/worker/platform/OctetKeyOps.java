package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.KeyAgreement;

/** Ed25519, Ed448, X25519 and X448 (RFC 8032, RFC 7748): keys cross as their octets. */
final class OctetKeyOps {
  private OctetKeyOps() {}

  /** How RFC 8410 wraps the octets of a key. */
  private enum Curve {
    ED25519("302e020100300506032b657004220420", "302a300506032b6570032100", 32),
    ED448("3047020100300506032b6571043b0439", "3043300506032b6571033a00", 57),
    X25519("302e020100300506032b656e04220420", "302a300506032b656e032100", 32),
    X448("3046020100300506032b656f043a0438", "3042300506032b656f033900", 56);

    private final String privatePrefix;
    private final String publicPrefix;
    private final int length;

    Curve(String privatePrefix, String publicPrefix, int length) {
      this.privatePrefix = privatePrefix;
      this.publicPrefix = publicPrefix;
      this.length = length;
    }

    static Curve of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    PrivateKey privateKey(byte[] octets) throws GeneralSecurityException {
      return KeyFactory.getInstance(name())
          .generatePrivate(
              new PKCS8EncodedKeySpec(join(HexFormat.of().parseHex(privatePrefix), octets)));
    }

    PublicKey publicKey(byte[] octets) throws GeneralSecurityException {
      return KeyFactory.getInstance(name())
          .generatePublic(
              new X509EncodedKeySpec(join(HexFormat.of().parseHex(publicPrefix), octets)));
    }

    byte[] octets(PrivateKey key) {
      byte[] encoded = key.getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    }

    byte[] octets(PublicKey key) {
      byte[] encoded = key.getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    }
  }

  static void register(Map<String, HostOps.Op> ops) {
    ops.put("okp.generate", a -> generate(Curve.of(a.text(0))));
    ops.put("okp.public", a -> publicOctets(Curve.of(a.text(0)), a.bytes(1)));
    ops.put(
        "okp.sign",
        a -> {
          Signature signature = Signature.getInstance(Curve.of(a.text(0)).name());
          signature.initSign(Curve.of(a.text(0)).privateKey(a.bytes(1)));
          signature.update(a.bytes(2));
          return signature.sign();
        });
    ops.put("okp.verify", a -> verify(a));
    ops.put(
        "okp.agree",
        a -> {
          Curve curve = Curve.of(a.text(0));
          KeyAgreement agreement = KeyAgreement.getInstance(curve.name());
          agreement.init(curve.privateKey(a.bytes(1)));
          agreement.doPhase(curve.publicKey(a.bytes(2)), true);
          return agreement.generateSecret();
        });
  }

  private static boolean verify(OpArguments a) throws OpException, JavetException {
    Curve curve = Curve.of(a.text(0));
    byte[] key = a.bytes(1);
    byte[] data = a.bytes(2);
    byte[] given = a.bytes(3);
    try {
      Signature signature = Signature.getInstance(curve.name());
      signature.initVerify(curve.publicKey(key));
      signature.update(data);
      return signature.verify(given);
    } catch (GeneralSecurityException wrong) {
      return false;
    }
  }

  private static byte[] generate(Curve curve) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(curve.name()).generateKeyPair();
    return join(curve.octets(pair.getPrivate()), curve.octets(pair.getPublic()));
  }

  /**
   * The JDK computes a public key only while it generates a pair: it is given the private octets to
   * "draw".
   */
  private static byte[] publicOctets(Curve curve, byte[] octets) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.name());
    int bits = curve == Curve.ED25519 || curve == Curve.X25519 ? 255 : 448;
    generator.initialize(bits, new Fixed(octets));
    return curve.octets(generator.generateKeyPair().getPublic());
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] octets;

    Fixed(byte[] octets) {
      this.octets = octets.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(octets, 0, bytes, 0, Math.min(octets.length, bytes.length));
    }
  }
}

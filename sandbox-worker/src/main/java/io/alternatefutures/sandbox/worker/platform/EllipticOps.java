package io.alternatefutures.sandbox.worker.platform;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.KeyAgreement;

/**
 * ECDSA and ECDH over the NIST curves. Private keys cross as the scalar, public ones as an
 * uncompressed point, both of the curve's full length.
 */
final class EllipticOps {
  private EllipticOps() {}

  static void register(Map<String, HostOps.Op> ops) {
    ops.put("ec.generate", a -> generate(a.text(0)));
    ops.put("ec.public", a -> publicPoint(curve(a.text(0)), a.bytes(1)));
    ops.put("ec.point", a -> validPoint(curve(a.text(0)), a.bytes(1)));
    ops.put(
        "ec.sign",
        a -> {
          Signature signature = signature(a.text(1));
          signature.initSign(privateKey(curve(a.text(0)), a.bytes(2)));
          signature.update(a.bytes(3));
          return signature.sign();
        });
    ops.put(
        "ec.verify",
        a -> {
          Signature signature = signature(a.text(1));
          signature.initVerify(publicKey(curve(a.text(0)), a.bytes(2)));
          signature.update(a.bytes(3));
          try {
            return signature.verify(a.bytes(4));
          } catch (GeneralSecurityException wrong) {
            return false;
          }
        });
    ops.put(
        "ec.agree",
        a -> {
          KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
          agreement.init(privateKey(curve(a.text(0)), a.bytes(1)));
          agreement.doPhase(publicKey(curve(a.text(0)), a.bytes(2)), true);
          return agreement.generateSecret();
        });
  }

  private static Signature signature(String hash) throws GeneralSecurityException {
    return Signature.getInstance(hash.replace("-", "") + "withECDSAinP1363Format");
  }

  private static ECParameterSpec curve(String name) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name.replace("P-", "secp") + "r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static int fieldBytes(ECParameterSpec curve) {
    return (curve.getCurve().getField().getFieldSize() + 7) / 8;
  }

  /** The scalar, then the point. */
  private static byte[] generate(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    ECParameterSpec curve = curve(name);
    generator.initialize(curve);
    KeyPair pair = generator.generateKeyPair();
    byte[] scalar = fixed(((ECPrivateKey) pair.getPrivate()).getS(), fieldBytes(curve));
    byte[] point = encode(curve, ((ECPublicKey) pair.getPublic()).getW());
    byte[] both = Arrays.copyOf(scalar, scalar.length + point.length);
    System.arraycopy(point, 0, both, scalar.length, point.length);
    return both;
  }

  private static PrivateKey privateKey(ECParameterSpec curve, byte[] scalar)
      throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), curve));
  }

  private static PublicKey publicKey(ECParameterSpec curve, byte[] point)
      throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(decode(curve, point), curve));
  }

  private static ECPoint decode(ECParameterSpec curve, byte[] point) {
    int size = fieldBytes(curve);
    return new ECPoint(
        new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size)),
        new BigInteger(1, Arrays.copyOfRange(point, 1 + size, 1 + 2 * size)));
  }

  private static byte[] encode(ECParameterSpec curve, ECPoint point) {
    int size = fieldBytes(curve);
    byte[] encoded = new byte[1 + 2 * size];
    encoded[0] = 4;
    System.arraycopy(fixed(point.getAffineX(), size), 0, encoded, 1, size);
    System.arraycopy(fixed(point.getAffineY(), size), 0, encoded, 1 + size, size);
    return encoded;
  }

  private static byte[] fixed(BigInteger value, int size) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[size];
    int length = Math.min(bytes.length, size);
    System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
    return fixed;
  }

  /** The uncompressed form of a point given in either form; fails when it is not on the curve. */
  private static byte[] validPoint(ECParameterSpec curve, byte[] point) throws OpException {
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    int size = fieldBytes(curve);
    boolean compressed = point.length == 1 + size && (point[0] == 2 || point[0] == 3);
    if (!compressed && (point.length != 1 + 2 * size || point[0] != 4)) {
      throw new OpException("DataError", "The point has a wrong form");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size));
    BigInteger square =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(prime);
    // The three primes are 3 modulo 4: a root is a power.
    BigInteger y =
        compressed
            ? square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime)
            : new BigInteger(1, Arrays.copyOfRange(point, 1 + size, 1 + 2 * size));
    if (compressed && y.testBit(0) != (point[0] == 3)) {
      y = prime.subtract(y);
    }
    if (x.compareTo(prime) >= 0
        || y.compareTo(prime) >= 0
        || !y.multiply(y).mod(prime).equals(square)) {
      throw new OpException("DataError", "The point is not on the curve");
    }
    return encode(curve, new ECPoint(x, y));
  }

  /** The point of a private key that came without one. */
  private static byte[] publicPoint(ECParameterSpec curve, byte[] scalar) throws OpException {
    BigInteger factor = new BigInteger(1, scalar);
    if (factor.signum() == 0 || factor.compareTo(curve.getOrder()) >= 0) {
      throw new OpException("DataError", "The private key is out of range");
    }
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      sum = add(curve, sum, sum);
      if (factor.testBit(bit)) {
        sum = add(curve, sum, curve.getGenerator());
      }
    }
    return encode(curve, sum);
  }

  private static ECPoint add(ECParameterSpec curve, ECPoint a, ECPoint b) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger ax = a.getAffineX();
    BigInteger ay = a.getAffineY();
    BigInteger slope;
    if (a.equals(b)) {
      slope =
          ax.pow(2)
              .multiply(BigInteger.valueOf(3))
              .add(curve.getCurve().getA())
              .multiply(ay.shiftLeft(1).modInverse(prime));
    } else if (ax.equals(b.getAffineX())) {
      return ECPoint.POINT_INFINITY;
    } else {
      slope =
          b.getAffineY()
              .subtract(ay)
              .multiply(b.getAffineX().subtract(ax).mod(prime).modInverse(prime));
    }
    BigInteger x = slope.pow(2).subtract(ax).subtract(b.getAffineX()).mod(prime);
    return new ECPoint(x, slope.multiply(ax.subtract(x)).subtract(ay).mod(prime));
  }
}

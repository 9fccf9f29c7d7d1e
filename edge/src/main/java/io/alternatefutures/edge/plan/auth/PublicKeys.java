package io.alternatefutures.edge.plan.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Key Set (RFC 7517, RFC 7518 section 6): RSA keys of 2048 bits or more, and EC keys.
 */
record PublicKeys(List<Named> keys) {
  private static final int MOST = 100;
  private static final int FEWEST_RSA_BITS = 2_048;

  PublicKeys {
    keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param algorithm that it is for; null when it does not say
   */
  record Named(@Nullable String id, @Nullable String algorithm, PublicKey key) {}

  /** Reads a set, leaving out keys that are of no use here; null when it is none. */
  static @Nullable PublicKeys read(byte[] json) {
    JsonNode set;
    try {
      set = new ObjectMapper().readTree(json);
    } catch (IOException _) {
      return null;
    }
    if (!set.path("keys").isArray()) {
      return null;
    }
    List<Named> keys = new ArrayList<>();
    for (JsonNode jwk : set.path("keys")) {
      boolean signs = jwk.path("use").asText("sig").equals("sig");
      PublicKey key = signs && keys.size() < MOST ? key(jwk) : null;
      if (key != null) {
        keys.add(new Named(text(jwk, "kid"), text(jwk, "alg"), key));
      }
    }
    return new PublicKeys(keys);
  }

  private static @Nullable String text(JsonNode jwk, String name) {
    return jwk.path(name).isTextual() ? jwk.path(name).asText() : null;
  }

  private static @Nullable PublicKey key(JsonNode jwk) {
    try {
      return switch (jwk.path("kty").asText()) {
        case "RSA" -> rsa(jwk);
        case "EC" -> ec(jwk);
        default -> null;
      };
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable PublicKey rsa(JsonNode jwk) throws GeneralSecurityException {
    BigInteger modulus = number(jwk, "n");
    return modulus.bitLength() < FEWEST_RSA_BITS
        ? null
        : KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, number(jwk, "e")));
  }

  private static @Nullable PublicKey ec(JsonNode jwk) throws GeneralSecurityException {
    String curve =
        switch (jwk.path("crv").asText()) {
          case "P-256" -> "secp256r1";
          case "P-384" -> "secp384r1";
          case "P-521" -> "secp521r1";
          default -> null;
        };
    if (curve == null) {
      return null;
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(JsonNode jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
  }

  /** Whether a key of this name is there; any when the name is null. */
  boolean mayHave(@Nullable String id) {
    return id == null || keys.stream().anyMatch(key -> id.equals(key.id()));
  }
}

package io.alternatefutures.edge.plan.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.routing.policy.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token (RFC 7519) in the compact form (RFC 7515). Only signatures with public keys are
 * known, so neither {@code none} nor a secret can take their place.
 *
 * @param signed what the signature is over
 */
record SignedToken(String signed, byte[] signature, JsonNode header, JsonNode claims) {
  private static final int LONGEST = 16 * 1024;

  /** Takes a token apart; null when it is none. */
  static @Nullable SignedToken parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || token.length() > LONGEST) {
      return null;
    }
    try {
      Base64.Decoder base64 = Base64.getUrlDecoder();
      ObjectMapper json = new ObjectMapper();
      JsonNode header = json.readTree(base64.decode(parts[0]));
      JsonNode claims = json.readTree(base64.decode(parts[1]));
      // Extensions that must be understood are not understood.
      if (!header.isObject() || !claims.isObject() || header.has("crit")) {
        return null;
      }
      return new SignedToken(parts[0] + "." + parts[1], base64.decode(parts[2]), header, claims);
    } catch (IOException | IllegalArgumentException _) {
      return null;
    }
  }

  @Nullable String keyId() {
    return header.path("kid").isTextual() ? header.path("kid").asText() : null;
  }

  /** Whether one of {@code keys} made the signature. */
  boolean isSignedBy(PublicKeys keys) {
    String algorithm = header.path("alg").asText();
    String id = keyId();
    for (PublicKeys.Named named : keys.keys()) {
      boolean meant =
          (id == null || id.equals(named.id()))
              && (named.algorithm() == null || named.algorithm().equals(algorithm));
      if (meant && verifies(algorithm, named.key())) {
        return true;
      }
    }
    return false;
  }

  private boolean verifies(String algorithm, PublicKey key) {
    String name =
        switch (algorithm) {
          case "RS256" -> key instanceof RSAPublicKey ? "SHA256withRSA" : null;
          case "RS384" -> key instanceof RSAPublicKey ? "SHA384withRSA" : null;
          case "RS512" -> key instanceof RSAPublicKey ? "SHA512withRSA" : null;
          case "ES256" -> ec(key, 256, "SHA256withECDSAinP1363Format");
          case "ES384" -> ec(key, 384, "SHA384withECDSAinP1363Format");
          case "ES512" -> ec(key, 521, "SHA512withECDSAinP1363Format");
          default -> null;
        };
    if (name == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static @Nullable String ec(PublicKey key, int bits, String name) {
    return key instanceof ECPublicKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == bits
        ? name
        : null;
  }

  /** Whether the claims (RFC 7519 section 4.1) are those that {@code rule} asks for. */
  boolean isValidFor(Auth.Jwt rule, Instant now) {
    double seconds = now.getEpochSecond();
    long leeway = rule.leeway().toSeconds();
    boolean inTime =
        isTime("exp")
            && claims.path("exp").asDouble() + leeway > seconds
            && (!claims.has("nbf")
                || (isTime("nbf") && claims.path("nbf").asDouble() - leeway <= seconds));
    boolean issued =
        rule.issuer() == null
            || (claims.path("iss").isTextual()
                && claims.path("iss").asText().equals(rule.issuer()));
    return inTime && issued && isFor(rule.audience());
  }

  private boolean isTime(String name) {
    return claims.path(name).isNumber();
  }

  private boolean isFor(List<String> audience) {
    if (audience.isEmpty()) {
      return true;
    }
    JsonNode told = claims.path("aud");
    if (told.isTextual()) {
      return audience.contains(told.asText());
    }
    for (JsonNode each : told) {
      if (each.isTextual() && audience.contains(each.asText())) {
        return true;
      }
    }
    return false;
  }
}

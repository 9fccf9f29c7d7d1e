package io.alternatefutures.edge.plan.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RoutePlan;
import io.alternatefutures.routing.RouteTable;
import io.alternatefutures.routing.policy.Auth;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignedTokenTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final String GOOD =
      "{\"iss\":\"me\",\"aud\":[\"api\",\"x\"],\"exp\":1000100,\"nbf\":999900}";

  private KeyPair pair = pair();
  private PublicKeys keys = new PublicKeys(List.of());

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void publish() {
    pair = pair();
    keys = published(pair);
  }

  private static PublicKeys published(KeyPair pair) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    String json =
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"},{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":\""
            + base64(key.getModulus())
            + "\",\"e\":\""
            + base64(key.getPublicExponent())
            + "\"}]}";
    PublicKeys read = PublicKeys.read(json.getBytes(UTF_8));
    if (read == null) {
      throw new AssertionError("not a key set");
    }
    return read;
  }

  private static String base64(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private SignedToken token(String header, String claims) throws GeneralSecurityException {
    String signed = base64(header) + "." + base64(claims);
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(signed.getBytes(UTF_8));
    String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
    SignedToken token = SignedToken.parse(signed + "." + signature);
    if (token == null) {
      throw new AssertionError("not a token");
    }
    return token;
  }

  private static Auth.Jwt rule() {
    Map<String, Object> jwt =
        Map.of("jwks", "https://h/keys", "issuer", "me", "audience", "api", "leeway", 0);
    Route route = Route.of("/a", Map.of("target", "http://h", "auth", Map.of("jwt", jwt)));
    RouteMatch match = RouteTable.compile(List.of(route)).match("/a");
    RoutePlan plan = match == null ? null : match.plan();
    if (plan == null || !(plan.policies().auth() instanceof Auth.Jwt rule)) {
      throw new AssertionError("no rule");
    }
    return rule;
  }

  @Test
  void a_token_of_the_issuer_is_good() throws Exception {
    SignedToken token = token("{\"alg\":\"RS256\",\"kid\":\"k1\"}", GOOD);

    assertThat(token.isSignedBy(keys)).isTrue();
    assertThat(token.isValidFor(rule(), NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"RS512\"}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k2\"}",
        "{}"
      })
  void another_algorithm_or_key_is_not(String header) throws Exception {
    assertThat(token(header, GOOD).isSignedBy(keys)).isFalse();
  }

  @Test
  void another_signer_is_not() throws Exception {
    assertThat(token("{\"alg\":\"RS256\",\"kid\":\"k1\"}", GOOD).isSignedBy(published(pair())))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\":\"me\",\"aud\":\"api\"}",
        "{\"iss\":\"me\",\"aud\":\"api\",\"exp\":1000000}",
        "{\"iss\":\"me\",\"aud\":\"api\",\"exp\":\"1000100\"}",
        "{\"iss\":\"me\",\"aud\":\"api\",\"exp\":1000100,\"nbf\":1000001}",
        "{\"iss\":\"you\",\"aud\":\"api\",\"exp\":1000100}",
        "{\"aud\":\"api\",\"exp\":1000100}",
        "{\"iss\":\"me\",\"aud\":[\"other\"],\"exp\":1000100}",
        "{\"iss\":\"me\",\"exp\":1000100}"
      })
  void claims_that_do_not_fit_are_not(String claims) throws Exception {
    assertThat(token("{\"alg\":\"RS256\"}", claims).isValidFor(rule(), NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b", "a.b.c.d", "!!.e30.e30", "W10.e30.AA", "e30.W10.AA"})
  void what_is_no_token_is_none(String text) {
    assertThat(SignedToken.parse(text)).isNull();
  }

  @Test
  void extensions_that_must_be_understood_are_refused() {
    String header = base64("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}");

    assertThat(SignedToken.parse(header + "." + base64(GOOD) + ".AA")).isNull();
  }
}

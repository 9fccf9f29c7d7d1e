package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of functions over the API. */
final class DomainsIT {
  private static final String FIELDS =
      "{domain functionId recordName recordValue verifiedAt createdAt}";
  private static final String LIST = "{afFunctionDomains{data" + FIELDS + "}}";

  @SuppressWarnings("NullAway.Init") // set before each test
  private ControlFixture control;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    control = new ControlFixture(directory, ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterEach
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_domain_is_served_once_its_record_is_there() {
    String function = control.create("shop");
    JsonNode added = ok("add", function, "WWW.Shop.Example.");
    assertThat(added.path("domain").asText()).isEqualTo("www.shop.example");
    assertThat(added.path("recordName").asText()).isEqualTo("_af-verify.www.shop.example");
    assertThat(added.path("recordValue").asText()).matches("af-verify=[a-z0-9]{32}");
    assertThat(added.path("verifiedAt").isNull()).isTrue();
    assertThat(served(function)).isEmpty();

    JsonNode without = refused("verify", function, "www.shop.example");
    assertThat(code(without)).isEqualTo("DOMAIN_NOT_PROVEN");
    assertThat(without.path("message").asText())
        .contains("No TXT record was found at _af-verify.www.shop.example", "af-verify=");
    control.txtRecords.put("_af-verify.www.shop.example", List.of("af-verify=other"));
    assertThat(refused("verify", function, "www.shop.example").path("message").asText())
        .startsWith("Only other TXT records are at ");
    prove(added);

    JsonNode verified = ok("verify", function, "www.shop.example");
    assertThat(verified.path("verifiedAt").isTextual()).isTrue();
    assertThat(served(function)).containsExactly(new DomainName("www.shop.example"));
    assertThat(control.data(LIST, Map.of()).at("/afFunctionDomains/data")).hasSize(1);
  }

  @Test
  void who_proves_a_domain_last_has_it_and_who_had_it_starts_anew() {
    String loser = control.create("loser");
    String winner = control.create("winner");
    JsonNode first = ok("add", loser, "a.example");
    prove(first);
    ok("verify", loser, "a.example");
    prove(ok("add", winner, "a.example"));

    ok("verify", winner, "a.example");

    assertThat(served(loser)).isEmpty();
    assertThat(served(winner)).containsExactly(new DomainName("a.example"));
    prove(first);
    assertThat(code(refused("verify", loser, "a.example"))).isEqualTo("NOT_FOUND");
    ok("add", loser, "a.example");
    assertThat(code(refused("verify", loser, "a.example"))).isEqualTo("DOMAIN_NOT_PROVEN");
  }

  @Test
  void a_proven_domain_stays_so_without_its_record_until_it_is_removed() {
    String function = control.create("shop");
    prove(ok("add", function, "a.example"));
    ok("verify", function, "a.example");
    control.txtRecords.clear();

    refused("verify", function, "a.example");
    assertThat(served(function)).hasSize(1);
    ok("remove", function, "a.example");

    assertThat(served(function)).isEmpty();
    assertThat(code(refused("remove", function, "a.example"))).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "*.a.example", "http://a.example", "10.0.0.1"})
  void what_is_no_domain_is_refused(String domain) {
    assertThat(code(refused("add", control.create("shop"), domain))).isEqualTo("BAD_USER_INPUT");
  }

  @Test
  void a_domain_of_the_runtime_and_one_given_before_are_refused() {
    String function = control.create("shop");
    assertThat(refused("add", function, "shop.localhost").path("message").asText())
        .contains("within localhost", "domain of your own");
    ok("add", function, "a.example");
    assertThat(code(refused("add", function, "a.example"))).isEqualTo("CONFLICT");
  }

  @Test
  void a_dns_that_does_not_answer_is_told_apart() {
    String function = control.create("shop");
    ok("add", function, "a.example");
    control.txtRecords.put("_af-verify.a.example", ControlFixture.NO_ANSWER);

    assertThat(code(refused("verify", function, "a.example"))).isEqualTo("DNS_UNAVAILABLE");
  }

  @Test
  void domains_of_another_project_are_neither_seen_nor_changed() {
    String function = control.create("shop");
    ok("add", function, "a.example");
    Credentials other = control.otherProject();

    JsonNode seen =
        control.json(
            control.send(
                control
                    .anonymous("/graphql")
                    .header("Authorization", "Bearer " + other.token().value())
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            control.write(
                                Map.of(
                                    "query",
                                    "mutation{removeAFFunctionDomain(where:{functionId:\""
                                        + function
                                        + "\",domain:\"a.example\"}){domain}}"))))));

    assertThat(seen.at("/errors/0/extensions/code").asText()).isEqualTo("NOT_FOUND");
    assertThat(control.data(LIST, Map.of()).at("/afFunctionDomains/data")).hasSize(1);
  }

  private Set<DomainName> served(String function) {
    return control.store.catalog().load(new FunctionId(function)).orElseThrow().domains();
  }

  private void prove(JsonNode domain) {
    control.txtRecords.put(
        domain.path("recordName").asText(), List.of("x", domain.path("recordValue").asText()));
  }

  private JsonNode ok(String verb, String function, String domain) {
    return control.data(mutation(verb), where(function, domain)).path(verb + "AFFunctionDomain");
  }

  private JsonNode refused(String verb, String function, String domain) {
    return control.error(mutation(verb), where(function, domain));
  }

  private static String mutation(String verb) {
    return "mutation($where: AFFunctionDomainWhereInput!){"
        + verb
        + "AFFunctionDomain(where:$where)"
        + FIELDS
        + "}";
  }

  private static Map<String, Object> where(String function, String domain) {
    return Map.of("where", Map.of("functionId", function, "domain", domain));
  }

  private static String code(JsonNode error) {
    return error.at("/extensions/code").asText();
  }
}

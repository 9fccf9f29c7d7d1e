package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainsIT {
  private static final String DOMAIN =
      "{\"domain\":\"a.example\",\"functionId\":\"fn_1\",\"recordName\":\"_af-verify.a.example\","
          + "\"recordValue\":\"af-verify=x\",\"verifiedAt\":null}";

  @TempDir Path folder;
  private final FakeApi api = FakeApi.start();

  @BeforeEach
  void function() {
    api.field("afFunctionByName", "{\"id\":\"fn_1\",\"name\":\"gw\"}");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_domain_is_added_and_its_record_shown_as_in_a_zone_file() {
    api.field("addAFFunctionDomain", DOMAIN);

    Cli.Result result = Cli.of(api, folder).run("domains", "add", "gw", "a.example");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("Added a.example", "  _af-verify.a.example. TXT \"af-verify=x\"");
    assertThat(result.err()).contains("af domains verify gw a.example");
    assertThat(api.request("addAFFunctionDomain").variables().toString())
        .isEqualTo("{\"where\":{\"functionId\":\"fn_1\",\"domain\":\"a.example\"}}");
  }

  @Test
  void a_domain_is_verified_and_removed() {
    api.field("verifyAFFunctionDomain", DOMAIN).field("removeAFFunctionDomain", DOMAIN);

    assertThat(Cli.of(api, folder).run("domains", "verify", "gw", "a.example").out())
        .isEqualTo("Verified a.example\n");
    assertThat(Cli.of(api, folder).run("domains", "remove", "gw", "a.example").out())
        .isEqualTo("Removed a.example\n");
  }

  @Test
  void domains_are_listed_with_the_names_of_their_functions() {
    api.field("afFunctions", "{\"data\":[{\"id\":\"fn_1\",\"name\":\"gw\"}]}")
        .field("afFunctionDomains", "{\"data\":[" + DOMAIN + "]}");

    assertThat(Cli.of(api, folder).run("domains", "list").out())
        .contains("a.example", "gw", "no", "_af-verify.a.example af-verify=x");
    assertThat(Cli.of(api, folder).run("domains", "list", "--json").out()).startsWith("[");
  }

  @Test
  void a_domain_that_is_missing_is_wrong_usage() {
    Cli.Result result = Cli.of(api, folder).run("domains", "add", "gw");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("<domain>");
  }
}

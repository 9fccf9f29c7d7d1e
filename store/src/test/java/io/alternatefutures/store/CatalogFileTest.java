package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogFileTest {
  private static final EncryptionKey KEY = EncryptionKey.generate();
  private static final Cid CODE =
      Cid.parse("bafkreidivzimqfqtoqxkrpge6bjyhlvxqs3rhe73owtmdulaxr5do5in7u");
  private static final CatalogEntry WITH_CODE =
      new CatalogEntry(
          new FunctionId("fn_code"),
          new ProjectId("prj_a"),
          new FunctionName("code"),
          new Slug("code"),
          FunctionStatus.ACTIVE,
          List.of(),
          new ActiveDeployment(
              new DeploymentId("dep_1"), CODE, Map.of("SECRET", "s3cret", "EMPTY", "")),
          Map.of(FunctionLimit.TIMERS, 70),
          Set.of(new DomainName("www.a.example"), new DomainName("a.example")));
  private static final CatalogEntry WITH_ROUTES =
      new CatalogEntry(
              new FunctionId("fn_routes"),
              new ProjectId("prj_b"),
              new FunctionName("routes"),
              new Slug("routes"),
              FunctionStatus.INACTIVE,
              List.of(
                  new Route("/b/*", "https://b.example/\"x\""),
                  new Route("/a", "http://a.example"),
                  Route.of(
                      "/c",
                      Map.of(
                          "targets",
                          List.of(Map.of("url", "https://c.example", "weight", 2, "share", 0.5)),
                          "on",
                          true))),
              null)
          .withEgress(EgressRules.parse(Map.of("deny", List.of("*:25"), "megabytesPerMinute", 7)));
  private static final CatalogSnapshot SNAPSHOT =
      CatalogSnapshot.of(List.of(WITH_CODE, WITH_ROUTES));

  private final CatalogFile file = of("db.internal", KEY);

  @Test
  void what_was_sealed_is_opened_whole() throws Exception {
    assertThat(file.open(file.seal(SNAPSHOT)).entries())
        .containsExactlyInAnyOrder(WITH_CODE, WITH_ROUTES);
    assertThat(file.open(file.seal(CatalogSnapshot.empty())).size()).isZero();
  }

  @Test
  void neither_secrets_nor_names_can_be_read_in_it() {
    assertThat(new String(file.seal(SNAPSHOT), StandardCharsets.ISO_8859_1))
        .doesNotContain("s3cret", "SECRET", "fn_code");
  }

  @Test
  void a_change_of_any_byte_is_noticed() {
    byte[] sealed = file.seal(SNAPSHOT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> file.open(changed)).isInstanceOf(GeneralSecurityException.class);
    }
    assertThatThrownBy(() -> file.open(new byte[0])).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void that_of_another_key_or_database_is_not_taken() {
    byte[] sealed = file.seal(SNAPSHOT);
    assertThatThrownBy(() -> of("db.internal", EncryptionKey.generate()).open(sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> of("other.internal", KEY).open(sealed))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static CatalogFile of(String host, EncryptionKey key) {
    return new CatalogFile(
        StoreOptions.of(
            DatabaseLocation.parse("postgresql://af:pw@" + host + "/af", Path.of("unused")), key));
  }
}

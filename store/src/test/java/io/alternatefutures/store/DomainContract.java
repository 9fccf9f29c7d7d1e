package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.domain.StoredDomain;
import io.alternatefutures.control.function.FunctionWrite;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of the control API's persistence must do with domains. */
abstract class DomainContract {
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final ProjectId PROJECT = new ProjectId("prj_a");
  static final ProjectId OTHER_PROJECT = new ProjectId("prj_b");

  @SuppressWarnings("NullAway.Init") // set before each test
  ControlStore store;

  /** An empty store, another one for every test. */
  abstract ControlStore open();

  @BeforeEach
  final void openStore() {
    store = open();
    store.projects().addProject(Project.root(PROJECT, "a", NOW));
    store.projects().addProject(Project.root(OTHER_PROJECT, "b", NOW.plusSeconds(1)));
  }

  @Test
  void a_proven_domain_is_in_the_catalog_and_one_that_waits_is_not() {
    FunctionId id = create("fn_1", "one").id();
    StoredDomain waiting = domain(id, "b.example");
    StoredDomain proven = domain(id, "a.example");
    assertThat(store.domains().add(waiting)).isTrue();
    assertThat(store.domains().add(waiting)).isFalse();
    assertThat(store.domains().add(proven)).isTrue();
    long before = store.catalog().revision();

    assertThat(store.domains().prove(id, proven.name(), NOW)).containsExactly(id);

    assertThat(store.domains().list(PROJECT)).containsExactly(proven.verified(NOW), waiting);
    assertThat(store.domains().list(OTHER_PROJECT)).isEmpty();
    assertThat(store.catalog().load(id).orElseThrow().domains()).containsExactly(proven.name());
    assertThat(store.catalog().revision()).isGreaterThan(before);
  }

  @Test
  void a_domain_goes_to_the_function_that_proves_it_last() {
    FunctionId loser = create("fn_1", "one").id();
    FunctionId winner = create("fn_2", "two").id();
    FunctionId third = create("fn_3", "three").id();
    List.of(loser, winner, third).forEach(id -> store.domains().add(domain(id, "a.example")));
    DomainName name = new DomainName("a.example");
    store.domains().prove(loser, name, NOW);

    assertThat(store.domains().prove(winner, name, NOW)).containsExactlyInAnyOrder(loser, winner);

    assertThat(store.domains().list(PROJECT))
        .extracting(StoredDomain::functionId)
        .containsExactly(winner, third);
    assertThat(store.catalog().load(loser).orElseThrow().domains()).isEmpty();
    assertThat(store.catalog().load(winner).orElseThrow().domains()).containsExactly(name);
    assertThat(store.domains().prove(loser, name, NOW)).isEmpty();
  }

  @Test
  void a_domain_goes_when_it_is_removed_or_its_function_is() {
    FunctionId one = create("fn_1", "one").id();
    FunctionId two = create("fn_2", "two").id();
    store.domains().add(domain(one, "a.example"));
    store.domains().add(domain(two, "b.example"));

    assertThat(store.domains().remove(one, new DomainName("a.example"))).isTrue();
    assertThat(store.domains().remove(one, new DomainName("a.example"))).isFalse();
    store.functions().delete(PROJECT, two);

    assertThat(store.domains().list(PROJECT)).isEmpty();
  }

  private static StoredDomain domain(FunctionId function, String name) {
    return new StoredDomain(function, new DomainName(name), "token", null, NOW);
  }

  StoredFunction create(String id, String name) {
    return written(store.functions().create(function(id, PROJECT, name, name)));
  }

  static StoredFunction written(FunctionWrite outcome) {
    assertThat(outcome).isInstanceOf(FunctionWrite.Written.class);
    return ((FunctionWrite.Written) outcome).function();
  }

  static StoredFunction function(String id, ProjectId project, String name, String slug) {
    return new StoredFunction(
        new FunctionId(id),
        project,
        new FunctionName(name),
        new Slug(slug),
        FunctionStatus.ACTIVE,
        Map.of("/api/*", "http://127.0.0.1:1/api"),
        Map.of(),
        null,
        null,
        NOW,
        NOW);
  }
}

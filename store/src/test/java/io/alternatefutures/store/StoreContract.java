package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.access.AccessToken;
import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenScope;
import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.function.FunctionEdit;
import io.alternatefutures.control.function.FunctionWrite;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.upload.Upload;
import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of the control API's persistence must do. */
abstract class StoreContract extends DomainContract {
  @Test
  void a_project_is_found_again() {
    assertThat(store.projects().findProject(PROJECT)).contains(Project.root(PROJECT, "a", NOW));
    assertThat(store.projects().findProject(new ProjectId("prj_none"))).isEmpty();
  }

  @Test
  void projects_are_listed_oldest_first() {
    assertThat(store.projects().listProjects())
        .extracting(Project::id)
        .containsExactly(PROJECT, OTHER_PROJECT);
  }

  @Test
  void a_project_is_open_to_its_owner_who_has_one_of_a_name() {
    Project owned = new Project(new ProjectId("prj_c"), "owned", PROJECT, NOW.plusSeconds(2));
    Project namesake = new Project(new ProjectId("prj_d"), "owned", PROJECT, NOW);
    Project foreign = new Project(new ProjectId("prj_e"), "owned", OTHER_PROJECT, NOW);

    assertThat(store.projects().addProject(owned)).isTrue();
    assertThat(store.projects().addProject(namesake)).isFalse();
    assertThat(store.projects().addProject(foreign)).isTrue();

    assertThat(store.projects().listOpenTo(PROJECT))
        .extracting(Project::id)
        .containsExactly(PROJECT, owned.id());
    assertThat(store.projects().findProject(owned.id())).contains(owned);
    assertThat(store.projects().findProject(namesake.id())).isEmpty();
  }

  @Test
  void what_a_project_may_reach_is_in_the_catalog_at_once() {
    StoredFunction function = create("fn_1", "gateway");
    EgressRules rules =
        EgressRules.parse(
            Map.of(
                "allow",
                List.of("a.example:443"),
                "deny",
                List.of("*:25"),
                "requestsPerSecond",
                5));
    long before = store.catalog().revision();

    assertThat(store.projects().setEgress(PROJECT, rules)).isTrue();

    assertThat(store.projects().findProject(PROJECT).orElseThrow().egress()).isEqualTo(rules);
    assertThat(store.projects().findProject(OTHER_PROJECT).orElseThrow().egress())
        .isEqualTo(EgressRules.none());
    assertThat(store.catalog().load(function.id()).orElseThrow().egress()).isEqualTo(rules);
    assertThat(store.catalog().revision()).isGreaterThan(before);
    assertThat(store.projects().setEgress(PROJECT, EgressRules.none())).isTrue();
    assertThat(store.catalog().loadAll()).allMatch(entry -> entry.egress().isNone());
    assertThat(store.projects().setEgress(new ProjectId("prj_none"), rules)).isFalse();
  }

  @Test
  void a_removed_project_takes_its_functions_and_tokens_with_it() {
    StoredFunction function = create("fn_1", "gateway");
    AccessToken token = AccessToken.generate(Randomness.secure());
    store.projects().addToken(stored(token));
    long before = store.catalog().revision();

    assertThat(store.projects().removeProject(PROJECT)).isTrue();

    assertThat(store.projects().findProject(PROJECT)).isEmpty();
    assertThat(store.projects().findToken(token.hash())).isEmpty();
    assertThat(store.catalog().load(function.id())).isEmpty();
    assertThat(store.catalog().revision()).isGreaterThan(before);
    assertThat(store.projects().removeProject(PROJECT)).isFalse();
  }

  @Test
  void an_instance_is_live_from_its_announcement_until_it_withdraws() {
    Instance first = instance("one", 1, Set.of());
    store.instances().announce(first);
    store.instances().announce(instance("two", 1, Set.of()));
    Instance renewed = instance("two", 7, Set.of(new FunctionId("fn_1"), new FunctionId("fn_2")));
    store.instances().announce(renewed);

    assertThat(store.instances().live()).containsExactly(first, renewed);

    store.instances().withdraw("one");
    assertThat(store.instances().live()).containsExactly(renewed);
  }

  private static Instance instance(String id, long revision, Set<FunctionId> lacking) {
    return new Instance(
        id, id + ":3000", URI.create("http://127.0.0.1:4000"), true, revision, lacking);
  }

  @Test
  void a_token_opens_its_project_until_it_is_removed() {
    AccessToken token = AccessToken.generate(Randomness.secure());
    store.projects().addToken(stored(token));

    assertThat(store.projects().findToken(token.hash())).contains(stored(token));
    assertThat(store.projects().listTokens(PROJECT)).containsExactly(stored(token));
    assertThat(store.projects().listTokens(new ProjectId("prj_other"))).isEmpty();
    assertThat(store.projects().removeToken(new ProjectId("prj_other"), "tok_1")).isFalse();
    assertThat(store.projects().removeToken(PROJECT, "tok_1")).isTrue();
    assertThat(store.projects().findToken(token.hash())).isEmpty();
    assertThat(store.projects().removeToken(PROJECT, "tok_1")).isFalse();
  }

  @Test
  void a_token_s_use_is_noted() {
    AccessToken token = AccessToken.generate(Randomness.secure());
    store.projects().addToken(stored(token));
    Instant later = NOW.plusSeconds(60);

    store.projects().touchToken("tok_1", later);
    store.projects().touchToken("tok_unknown", later);

    assertThat(store.projects().findToken(token.hash()).orElseThrow().lastUsedAt())
        .isEqualTo(later);
  }

  private static StoredToken stored(AccessToken token) {
    return new StoredToken(
        "tok_1",
        PROJECT,
        token.hash(),
        "test",
        TokenScope.DEPLOY,
        NOW,
        NOW.plusSeconds(3600),
        null);
  }

  @Test
  void an_unknown_token_opens_nothing() {
    AccessToken token = AccessToken.generate(Randomness.secure());
    assertThat(store.projects().findToken(token.hash())).isEmpty();
  }

  @Test
  void a_function_is_found_again_as_it_was_written() {
    Map<String, Object> routes = new LinkedHashMap<>();
    routes.put("/z/*", "http://127.0.0.1:1/z");
    routes.put("/a", Map.of("target", "https://example.test", "weights", List.of(1, 2.5, true)));
    StoredFunction function =
        new StoredFunction(
            new FunctionId("fn_1"),
            PROJECT,
            new FunctionName("Gateway"),
            new Slug("gateway"),
            FunctionStatus.INACTIVE,
            routes,
            Map.of(FunctionLimit.CPU, 200, FunctionLimit.TIMERS, 5),
            "site-1",
            null,
            NOW,
            NOW);

    assertThat(store.functions().create(function)).isEqualTo(new FunctionWrite.Written(function));
    StoredFunction found = store.functions().find(PROJECT, function.id()).orElseThrow();
    assertThat(found).isEqualTo(function);
    assertThat(found.routes().keySet()).containsExactly("/z/*", "/a");
    assertThat(store.functions().findByName(PROJECT, function.name())).contains(function);
  }

  @Test
  void a_function_is_invisible_to_other_projects() {
    StoredFunction function = create("fn_1", "gateway");
    assertThat(store.functions().find(OTHER_PROJECT, function.id())).isEmpty();
    assertThat(store.functions().findByName(OTHER_PROJECT, function.name())).isEmpty();
    assertThat(store.functions().list(OTHER_PROJECT)).isEmpty();
    assertThat(store.functions().delete(OTHER_PROJECT, function.id())).isFalse();
    assertThat(update(OTHER_PROJECT, function.id(), named("stolen")))
        .isEqualTo(new FunctionWrite.NoSuchFunction());
    assertThat(store.functions().list(PROJECT)).containsExactly(function);
  }

  @Test
  void a_name_is_taken_within_its_project_only() {
    create("fn_1", "gateway");
    assertThat(store.functions().create(function("fn_2", PROJECT, "gateway", "other")))
        .isEqualTo(new FunctionWrite.NameTaken());
    assertThat(store.functions().create(function("fn_3", OTHER_PROJECT, "gateway", "third")))
        .isInstanceOf(FunctionWrite.Written.class);
  }

  @Test
  void a_slug_is_taken_in_all_projects() {
    create("fn_1", "gateway");
    assertThat(store.functions().create(function("fn_2", OTHER_PROJECT, "name", "gateway")))
        .isEqualTo(new FunctionWrite.SlugTaken());
    assertThat(store.functions().list(OTHER_PROJECT)).isEmpty();
  }

  @Test
  void an_edit_changes_only_what_it_names() {
    StoredFunction before = create("fn_1", "gateway");
    Instant later = NOW.plusSeconds(9);
    FunctionEdit edit =
        new FunctionEdit(null, new Slug("new-slug"), FunctionStatus.INACTIVE, null, null, null);

    StoredFunction after = written(store.functions().update(PROJECT, before.id(), edit, later));

    assertThat(after.slug()).isEqualTo(new Slug("new-slug"));
    assertThat(after.status()).isEqualTo(FunctionStatus.INACTIVE);
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.routes()).isEqualTo(before.routes());
    assertThat(after.updatedAt()).isEqualTo(later);
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
  }

  @Test
  void an_edit_sets_name_site_and_routes_and_removes_routes() {
    FunctionId id = create("fn_1", "gateway").id();
    Map<String, Object> routes = Map.of("/x", "http://127.0.0.1:9/x");
    FunctionEdit edit = new FunctionEdit(new FunctionName("two"), null, null, "site", routes, null);

    StoredFunction changed = written(update(PROJECT, id, edit));
    assertThat(changed.name()).isEqualTo(new FunctionName("two"));
    assertThat(changed.siteId()).isEqualTo("site");
    assertThat(changed.routes()).isEqualTo(routes);

    FunctionEdit cleared = new FunctionEdit(null, null, null, null, Map.of(), null);
    assertThat(written(update(PROJECT, id, cleared)).routes()).isEmpty();
  }

  @Test
  void an_edit_sets_limits_which_the_data_plane_sees_and_removes_them() {
    FunctionId id = create("fn_1", "gateway").id();
    Map<FunctionLimit, Integer> limits = Map.of(FunctionLimit.CPU, 200);
    FunctionEdit edit = new FunctionEdit(null, null, null, null, null, limits);

    assertThat(written(update(PROJECT, id, edit)).limits()).isEqualTo(limits);
    assertThat(store.catalog().load(id).orElseThrow().limits()).isEqualTo(limits);

    FunctionEdit cleared = new FunctionEdit(null, null, null, null, null, Map.of());
    assertThat(written(update(PROJECT, id, cleared)).limits()).isEmpty();
    assertThat(store.catalog().load(id).orElseThrow().limits()).isEmpty();
  }

  @Test
  void an_edit_to_a_taken_name_or_slug_changes_nothing() {
    create("fn_1", "one");
    StoredFunction two = create("fn_2", "two");
    assertThat(update(PROJECT, two.id(), named("one"))).isEqualTo(new FunctionWrite.NameTaken());
    FunctionEdit slug =
        new FunctionEdit(named("three").name(), new Slug("one"), null, null, null, null);
    assertThat(update(PROJECT, two.id(), slug)).isEqualTo(new FunctionWrite.SlugTaken());
    assertThat(store.functions().find(PROJECT, two.id())).contains(two);
  }

  @Test
  void an_edit_to_its_own_name_and_slug_is_no_conflict() {
    StoredFunction function = create("fn_1", "one");
    FunctionEdit same = new FunctionEdit(function.name(), function.slug(), null, null, null, null);
    assertThat(written(update(PROJECT, function.id(), same))).isEqualTo(function);
  }

  @Test
  void a_deleted_function_is_gone_with_its_deployments() {
    StoredFunction function = create("fn_1", "gateway");
    Deployment deployment = deploy(function, "dep_1", cid("v1"), Map.of());

    assertThat(store.functions().delete(PROJECT, function.id())).isTrue();
    assertThat(store.functions().delete(PROJECT, function.id())).isFalse();
    assertThat(store.functions().find(PROJECT, function.id())).isEmpty();
    assertThat(store.deployments().find(PROJECT, deployment.id())).isEmpty();
    assertThat(store.deployments().uses(deployment.cid())).isFalse();
  }

  @Test
  void an_activated_deployment_is_what_its_function_runs() {
    StoredFunction function = create("fn_1", "gateway");
    Deployment deployment =
        new Deployment(
            new DeploymentId("dep_1"),
            function.id(),
            cid("v1"),
            cid("assets"),
            "blake",
            true,
            Map.of("KEY", "välue"),
            NOW,
            NOW);

    assertThat(store.deployments().activate(deployment)).isTrue();

    assertThat(store.deployments().find(PROJECT, deployment.id())).contains(deployment);
    StoredFunction after = store.functions().find(PROJECT, function.id()).orElseThrow();
    assertThat(after.currentDeploymentId()).isEqualTo(deployment.id());
    assertThat(after.status()).isEqualTo(FunctionStatus.ACTIVE);
  }

  @Test
  void a_deployment_of_a_deleted_function_is_not_stored() {
    StoredFunction function = function("fn_none", PROJECT, "none", "none");
    assertThat(store.deployments().activate(deployment(function, "dep_1", cid("v1"), Map.of())))
        .isFalse();
    assertThat(store.deployments().find(PROJECT, new DeploymentId("dep_1"))).isEmpty();
  }

  @Test
  void deployments_are_listed_newest_first_even_within_one_millisecond() {
    StoredFunction one = create("fn_1", "one");
    StoredFunction two = create("fn_2", "two");
    Deployment first = deploy(one, "dep_z", cid("v1"), Map.of());
    Deployment second = deploy(one, "dep_a", cid("v2"), Map.of());
    Deployment third = deploy(two, "dep_m", cid("v3"), Map.of());

    assertThat(store.deployments().list(PROJECT, one.id())).containsExactly(second, first);
    assertThat(store.deployments().listAll(PROJECT)).containsExactly(third, second, first);
    assertThat(store.deployments().list(OTHER_PROJECT, one.id())).isEmpty();
    assertThat(store.deployments().listAll(OTHER_PROJECT)).isEmpty();
    assertThat(store.deployments().find(OTHER_PROJECT, first.id())).isEmpty();
  }

  @Test
  void the_newest_deployment_with_a_cid_is_found() {
    StoredFunction function = create("fn_1", "one");
    deploy(function, "dep_1", cid("same"), Map.of());
    Deployment newest = deploy(function, "dep_2", cid("same"), Map.of());
    deploy(function, "dep_3", cid("other"), Map.of());

    assertThat(store.deployments().findByCid(PROJECT, function.id(), cid("same"))).contains(newest);
    assertThat(store.deployments().findByCid(PROJECT, function.id(), cid("none"))).isEmpty();
  }

  @Test
  void content_and_assets_of_any_deployment_are_in_use() {
    StoredFunction function = create("fn_1", "one");
    Deployment old = deploy(function, "dep_1", cid("old"), Map.of());
    deploy(function, "dep_2", cid("new"), Map.of());
    assertThat(store.deployments().uses(old.cid())).isTrue();
    assertThat(store.deployments().uses(cid("assets"))).isTrue();
    assertThat(store.deployments().uses(cid("none"))).isFalse();
  }

  @Test
  void a_function_shows_that_a_deployment_is_under_way_until_its_lease_ends() {
    FunctionId id = create("fn_1", "one").id();

    store.deployments().begin(id, NOW.plusMillis(1));
    assertThat(status(id)).isEqualTo(FunctionStatus.DEPLOYING);

    store.deployments().begin(id, NOW);
    assertThat(status(id)).isEqualTo(FunctionStatus.ACTIVE);
  }

  @Test
  void a_first_deployment_that_fails_shows() {
    StoredFunction function = create("fn_1", "one");
    store.deployments().begin(function.id(), NOW.plusSeconds(9));
    store.deployments().fail(function.id());
    assertThat(status(function.id())).isEqualTo(FunctionStatus.FAILED);

    deploy(function, "dep_1", cid("v1"), Map.of());
    assertThat(status(function.id())).isEqualTo(FunctionStatus.ACTIVE);
  }

  @Test
  void a_later_deployment_that_fails_leaves_the_function_active() {
    StoredFunction function = create("fn_1", "one");
    Deployment first = deploy(function, "dep_1", cid("v1"), Map.of());
    store.deployments().begin(function.id(), NOW.plusSeconds(9));
    store.deployments().fail(function.id());

    StoredFunction after = store.functions().find(PROJECT, function.id()).orElseThrow();
    assertThat(after.status()).isEqualTo(FunctionStatus.ACTIVE);
    assertThat(after.currentDeploymentId()).isEqualTo(first.id());
  }

  @Test
  void an_inactive_function_stays_so_whatever_is_deployed() {
    StoredFunction function = create("fn_1", "one");
    update(PROJECT, function.id(), inactive());
    store.deployments().begin(function.id(), NOW.plusSeconds(9));
    assertThat(status(function.id())).isEqualTo(FunctionStatus.INACTIVE);
    store.deployments().fail(function.id());
    assertThat(status(function.id())).isEqualTo(FunctionStatus.INACTIVE);
    deploy(function, "dep_1", cid("v1"), Map.of());
    assertThat(status(function.id())).isEqualTo(FunctionStatus.INACTIVE);
  }

  @Test
  void the_catalog_has_every_function_with_what_it_runs() {
    StoredFunction one = create("fn_1", "one");
    create("fn_2", "two");
    deploy(one, "dep_1", cid("v1"), Map.of("A", "1"));
    deploy(one, "dep_2", cid("v2"), Map.of("A", "2"));

    CatalogEntry entry = store.catalog().load(one.id()).orElseThrow();

    assertThat(entry)
        .isEqualTo(
            new CatalogEntry(
                one.id(),
                PROJECT,
                one.name(),
                one.slug(),
                FunctionStatus.ACTIVE,
                List.of(new Route("/api/*", "http://127.0.0.1:1/api")),
                new ActiveDeployment(new DeploymentId("dep_2"), cid("v2"), Map.of("A", "2"))));
    assertThat(store.catalog().loadAll()).hasSize(2).contains(entry);
    assertThat(store.catalog().load(new FunctionId("fn_2")).orElseThrow().deployment()).isNull();
    assertThat(store.catalog().load(new FunctionId("fn_3"))).isEmpty();
  }

  @Test
  void every_change_of_the_catalog_raises_its_revision() {
    List<Long> revisions = new ArrayList<>();
    revisions.add(store.catalog().revision());
    StoredFunction function = create("fn_1", "one");
    revisions.add(store.catalog().revision());
    update(PROJECT, function.id(), inactive());
    revisions.add(store.catalog().revision());
    deploy(function, "dep_1", cid("v1"), Map.of());
    revisions.add(store.catalog().revision());
    store.functions().delete(PROJECT, function.id());
    revisions.add(store.catalog().revision());

    assertThat(revisions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void uploads_are_known_by_content_and_told_more_of_later() {
    store.uploads().addUpload(new Upload(PROJECT, cid("x"), null, null, NOW));
    store.uploads().addUpload(new Upload(PROJECT, cid("x"), "x.js", 7L, NOW));
    store.uploads().addUpload(new Upload(OTHER_PROJECT, cid("x"), null, null, NOW));

    assertThat(store.uploads().uploadersOf(cid("x")))
        .containsExactlyInAnyOrder(PROJECT, OTHER_PROJECT);
    assertThat(store.uploads().removeUpload(PROJECT, cid("x"))).isTrue();
    assertThat(store.uploads().removeUpload(PROJECT, cid("x"))).isFalse();
    assertThat(store.uploads().uploadersOf(cid("x"))).containsExactly(OTHER_PROJECT);
    assertThat(store.uploads().uploadersOf(cid("y"))).isEmpty();
  }

  @Test
  void concurrent_writers_all_get_through() throws Exception {
    List<Callable<FunctionWrite>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StoredFunction function = function("fn_" + i, PROJECT, "name-" + i, "slug-" + i);
      writes.add(() -> store.functions().create(function));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<FunctionWrite> write : threads.invokeAll(writes)) {
        assertThat(write.get()).isInstanceOf(FunctionWrite.Written.class);
      }
    }
    assertThat(store.functions().list(PROJECT)).hasSize(40);
  }

  @Test
  void of_concurrent_functions_with_one_slug_one_gets_it() throws Exception {
    List<Callable<FunctionWrite>> writes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      StoredFunction function = function("fn_" + i, PROJECT, "name-" + i, "same");
      writes.add(() -> store.functions().create(function));
    }
    List<FunctionWrite> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<FunctionWrite> write : threads.invokeAll(writes)) {
        outcomes.add(write.get());
      }
    }
    assertThat(outcomes).filteredOn(FunctionWrite.Written.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(FunctionWrite.SlugTaken.class::isInstance).hasSize(9);
  }

  Deployment deploy(StoredFunction function, String id, Cid cid, Map<String, String> env) {
    Deployment deployment = deployment(function, id, cid, env);
    assertThat(store.deployments().activate(deployment)).isTrue();
    return deployment;
  }

  static Cid cid(String content) {
    return Cid.ofBlock(Cid.CODEC_RAW, content.getBytes(StandardCharsets.UTF_8));
  }

  private FunctionWrite update(ProjectId project, FunctionId id, FunctionEdit edit) {
    return store.functions().update(project, id, edit, NOW);
  }

  private @Nullable FunctionStatus status(FunctionId id) {
    return store.functions().find(PROJECT, id).map(StoredFunction::status).orElse(null);
  }

  private static FunctionEdit named(String name) {
    return new FunctionEdit(new FunctionName(name), null, null, null, null, null);
  }

  private static FunctionEdit inactive() {
    return new FunctionEdit(null, null, FunctionStatus.INACTIVE, null, null, null);
  }

  private static Deployment deployment(
      StoredFunction function, String id, Cid cid, Map<String, String> env) {
    return new Deployment(
        new DeploymentId(id), function.id(), cid, cid("assets"), null, false, env, NOW, NOW);
  }
}

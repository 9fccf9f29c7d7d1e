package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.store.testing.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PostgresStoreIT extends DatabaseContract {
  private static final PostgresServer SERVER = PostgresServer.start();
  private static final String TEMPLATE = "test_1";

  @BeforeAll
  static void migrateTheTemplate() {
    Store.open(StoreOptions.of(location(SERVER.createDatabase()), KEY)).close();
  }

  @AfterAll
  static void stopTheServer() {
    SERVER.close();
  }

  @Override
  DatabaseLocation newDatabase() {
    return location(SERVER.createDatabaseLike(TEMPLATE));
  }

  private static DatabaseLocation location(String url) {
    return DatabaseLocation.parse(url, Path.of("unused"));
  }

  @Test
  void an_empty_database_gets_its_tables() {
    try (Store store = Store.open(StoreOptions.of(location(SERVER.createDatabase()), KEY))) {
      assertThat(store.catalog().loadAll()).isEmpty();
    }
  }

  @Test
  void two_instances_see_each_others_changes() {
    try (Store second = Store.open(StoreOptions.of(location(), KEY))) {
      long before = second.catalog().revision();
      create("fn_1", "one");
      assertThat(second.catalog().revision()).isGreaterThan(before);
      assertThat(second.catalog().loadAll()).hasSize(1);
    }
  }

  @Test
  void changes_by_any_instance_are_announced_in_order_also_after_the_feed_broke() throws Exception {
    HeardChanges heard = new HeardChanges();
    try (Store second = Store.open(StoreOptions.of(location(), KEY));
        AutoCloseable feed = second.follow(heard)) {
      assertThat(feed).isNotNull();
      heard.awaitConnections(1);
      long before = second.catalog().revision();
      create("fn_1", "one");
      create("fn_2", "two");
      assertThat(heard.next()).isEqualTo(new CatalogChange(before + 1, new FunctionId("fn_1")));
      assertThat(heard.next()).isEqualTo(new CatalogChange(before + 2, new FunctionId("fn_2")));
      store().projects().removeProject(OTHER_PROJECT);
      assertThat(heard.next()).isEqualTo(new CatalogChange(before + 3, null));

      store().announcePurge(new FunctionId("fn_1"), "/images/ü ");
      assertThat(heard.nextPurge()).isEqualTo("fn_1 /images/ü ");
      store().announcePurge(new FunctionId("fn_1"), "/" + "ü".repeat(8_000));
      assertThat(heard.nextPurge()).isEqualTo("fn_1 /" + "ü".repeat(999));

      store().announceUsage(List.of("one a:1 b:2", "x".repeat(7_900)));
      assertThat(heard.nextUsage()).isEqualTo("one a:1 b:2");
      assertThat(heard.nextUsage()).hasSize(7_900);

      SERVER.stop();
      SERVER.startAgain();

      heard.awaitConnections(2);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> store().isReachable());
      create("fn_3", "three");
      assertThat(heard.next()).isEqualTo(new CatalogChange(before + 4, new FunctionId("fn_3")));
    }
  }

  @Test
  void instances_on_one_database_share_a_secret_that_is_not_stored_in_the_clear() {
    try (Store second = Store.open(StoreOptions.of(location(), KEY))) {
      Cid cid = cid("block");
      String proof = store().siblings().orElseThrow().authorization(cid);
      assertThat(second.siblings().orElseThrow().opens(proof, cid)).isTrue();
      assertThat(second.siblings().orElseThrow().opens(proof, cid("other"))).isFalse();
      assertThat(second.siblings().orElseThrow().opens(null, cid)).isFalse();
    }
  }

  @Test
  @Timeout(60)
  void a_server_that_stops_is_told_and_one_that_returns_is_used_again() {
    create("fn_1", "one");
    SERVER.stop();
    try {
      assertThat(store().isReachable()).isFalse();
      assertThatThrownBy(() -> store().catalog().loadAll())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage(
              "The database does not answer. What is deployed keeps being served; try again later");
    } finally {
      SERVER.startAgain();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> store().isReachable() && store().catalog().loadAll().size() == 1);
  }

  @Test
  @Timeout(10)
  void a_server_that_is_not_there_is_a_clear_error_without_the_password() {
    String url = "postgresql://af:hunter2@127.0.0.1:1/af";
    Throwable failure = catchThrowable(() -> Store.open(StoreOptions.of(location(url), KEY)));
    assertThat(failure)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageStartingWith(
            "PostgreSQL at 127.0.0.1:1, database \"af\" is not reachable: Connection refused")
        .hasMessageEndingWith("Start it, or check host and port in DATABASE_URL");
    assertNowhere(failure, "hunter2");
  }

  @Test
  void a_wrong_password_is_a_clear_error_without_it() {
    String url = "postgresql://af:hunter2@127.0.0.1:" + SERVER.port() + "/" + TEMPLATE;
    Throwable failure = catchThrowable(() -> Store.open(StoreOptions.of(location(url), KEY)));
    assertThat(failure)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("refuses the user \"af\"")
        .hasMessageContaining("Check user and password in DATABASE_URL");
    assertNowhere(failure, "hunter2");
  }

  @Test
  void a_database_that_does_not_exist_is_a_clear_error() {
    assertThatThrownBy(() -> Store.open(StoreOptions.of(location(SERVER.url("nowhere")), KEY)))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("database \"nowhere\" does not exist")
        .hasMessageContaining("createdb nowhere");
  }

  @Test
  void a_user_who_may_only_read_is_a_clear_error_at_the_start() throws Exception {
    create("fn_1", "one");
    execute("CREATE ROLE reader LOGIN PASSWORD 'hunter2'");
    execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    try {
      Throwable failure = catchThrowable(() -> Store.open(StoreOptions.of(as("reader"), KEY)));
      assertThat(failure)
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("can be read but not written by the user \"reader\"")
          .hasMessageContaining("Grant it SELECT, INSERT, UPDATE and DELETE");
      assertNowhere(failure, "hunter2");
      assertThat(store().catalog().loadAll()).hasSize(1);
    } finally {
      execute("DROP OWNED BY reader");
      execute("DROP ROLE reader");
    }
  }

  @Test
  void a_user_who_may_only_read_what_is_served_is_enough_for_reading() throws Exception {
    create("fn_1", "one");
    String proof = store().siblings().orElseThrow().authorization(cid("block"));
    execute("CREATE ROLE watcher LOGIN PASSWORD 'hunter2'");
    try {
      StoreOptions reading = StoreOptions.of(as("watcher"), KEY).with(StoreOptions.Rights.READ);
      assertThatThrownBy(() -> Store.open(reading))
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("grant this user SELECT on edge_function, project, deployment");
      execute("GRANT SELECT ON flyway_schema_history, edge_function TO watcher");
      assertThatThrownBy(() -> Store.open(reading))
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("cannot be read by the user \"watcher\". Grant it SELECT on");
      execute(
          "GRANT SELECT ON project, deployment, function_domain, store_state, instance TO watcher");
      try (Store reader = Store.open(reading)) {
        assertThat(reader.catalog().loadAll()).hasSize(1);
        assertThat(reader.siblings().orElseThrow().opens(proof, cid("block"))).isTrue();
        assertThatThrownBy(() -> reader.projects().removeProject(PROJECT))
            .hasMessageContaining("permission denied");
      }
    } finally {
      execute("DROP OWNED BY watcher");
      execute("DROP ROLE watcher");
    }
  }

  @Test
  void reading_makes_no_tables() {
    StoreOptions reading =
        StoreOptions.of(location(SERVER.createDatabase()), KEY).with(StoreOptions.Rights.READ);
    assertThatThrownBy(() -> Store.open(reading))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("Start one with --role all or control first");
  }

  @Test
  void a_user_who_may_not_make_tables_is_a_clear_error_at_the_start() throws Exception {
    DatabaseLocation.Postgres empty = (DatabaseLocation.Postgres) location(SERVER.createDatabase());
    execute("CREATE ROLE guest LOGIN PASSWORD 'hunter2'");
    try {
      DatabaseLocation guest = as("guest", empty);
      Throwable failure = catchThrowable(() -> Store.open(StoreOptions.of(guest, KEY)));
      assertThat(failure)
          .isInstanceOf(StoreOpenException.class)
          .hasMessageStartingWith(
              "The user \"guest\" may not make or change tables in PostgreSQL at")
          .hasMessageEndingWith(
              "Make it the owner of the database, or start once with a user who is");
      assertNowhere(failure, "hunter2");
    } finally {
      execute("DROP ROLE guest");
    }
  }

  @Test
  void an_instance_with_a_wrong_clock_is_as_live_as_the_others() {
    Clock wrong = Clock.offset(CLOCK, Duration.ofDays(-400));
    try (Store second =
        Store.open(new StoreOptions(location(), KEY, wrong, StoreOptions.Rights.CHANGE))) {
      second
          .instances()
          .announce(new Instance("skewed", "skewed", URI.create("http://a:1"), true, 1, Set.of()));
      assertThat(store().instances().live()).extracting(Instance::id).containsExactly("skewed");
    }
  }

  private DatabaseLocation as(String user) {
    return as(user, (DatabaseLocation.Postgres) location());
  }

  private static DatabaseLocation as(String user, DatabaseLocation.Postgres database) {
    return location(
        "postgresql://" + user + ":hunter2@127.0.0.1:" + SERVER.port() + "/" + database.database());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = Connections.source(location()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertNowhere(Throwable failure, String secret) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(Objects.toString(cause.getMessage(), "")).doesNotContain(secret);
    }
  }
}

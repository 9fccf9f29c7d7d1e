package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.persistence.ControlStore;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every database must do beyond the ports: keep things, and refuse to open wrongly. */
abstract class DatabaseContract extends StoreContract {
  static final EncryptionKey KEY = EncryptionKey.generate();

  @SuppressWarnings("NullAway.Init") // set before each test
  private DatabaseLocation location;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store opened;

  /** An empty database, another one for every test. */
  abstract DatabaseLocation newDatabase();

  @Override
  final ControlStore open() {
    location = newDatabase();
    opened = Store.open(options());
    return opened;
  }

  @AfterEach
  final void closeStore() {
    opened.close();
  }

  final Store store() {
    return opened;
  }

  final DatabaseLocation location() {
    return location;
  }

  private StoreOptions options() {
    return new StoreOptions(location, KEY, CLOCK, StoreOptions.Rights.CHANGE);
  }

  @Test
  void what_was_written_is_there_after_opening_again() {
    StoredFunction function = create("fn_1", "one");
    Deployment deployment = deploy(function, "dep_1", cid("v1"), Map.of("SECRET", "s3cret"));
    opened.close();

    opened = Store.open(options());

    assertThat(opened.functions().list(PROJECT))
        .extracting(StoredFunction::id)
        .containsExactly(function.id());
    assertThat(opened.deployments().find(PROJECT, deployment.id())).contains(deployment);
  }

  @Test
  void another_key_than_the_first_is_refused_at_the_start() {
    StoreOptions options =
        new StoreOptions(location, EncryptionKey.generate(), CLOCK, StoreOptions.Rights.CHANGE);
    assertThatThrownBy(() -> Store.open(options))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("was set up with another encryption key")
        .hasMessageContaining("Copy the key file");
  }

  @Test
  void it_tells_that_it_is_reachable() {
    assertThat(opened.isReachable()).isTrue();
  }

  @Test
  void tables_of_a_newer_version_are_refused_at_the_start() throws Exception {
    try (Connection connection = Connections.source(location).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE flyway_schema_history SET version = '99'");
    }
    assertThatThrownBy(() -> Store.open(options()))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("was set up by a newer version of this runtime")
        .hasMessageContaining("at version 99, this one knows " + Migrations.CURRENT);
  }
}

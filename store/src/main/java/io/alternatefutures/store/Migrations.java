package io.alternatefutures.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to the version that this code needs. */
final class Migrations {
  /** The newest migration of each dialect. */
  static final int CURRENT = 7;

  private Migrations() {}

  /**
   * @throws StoreOpenException when the tables cannot be brought there
   */
  static void apply(DatabaseLocation location, DataSource source) {
    int version = knownVersion(location, source);
    if (version == CURRENT) {
      return;
    }
    String dialect =
        switch (location) {
          case DatabaseLocation.Sqlite _ -> "sqlite";
          case DatabaseLocation.Postgres _ -> "postgresql";
        };
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .loggers("slf4j")
          .dataSource(source)
          .locations("classpath:io/alternatefutures/store/" + dialect)
          .failOnMissingLocations(true)
          .skipDefaultCallbacks(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (Permissions.isDenied(e)) {
        throw Permissions.cannotCreate(location, e);
      }
      throw new StoreOpenException(
          "The tables of " + location + " could not be brought up to date: " + e.getMessage(), e);
    }
  }

  /**
   * For one who does not change tables.
   *
   * @throws StoreOpenException when the tables are not there yet
   */
  static void requireCurrent(DatabaseLocation location, DataSource source) {
    int version = knownVersion(location, source);
    if (version != CURRENT) {
      throw new StoreOpenException(
          location
              + " has tables of version "
              + version
              + ", this runtime needs "
              + CURRENT
              + " and does not change them with --role edge. Start one with --role all or control"
              + " first, and grant this user "
              + Permissions.READING,
          null);
    }
  }

  private static int knownVersion(DatabaseLocation location, DataSource source) {
    int version = version(source);
    if (version > CURRENT) {
      throw new StoreOpenException(
          location
              + " was set up by a newer version of this runtime: its tables are at version "
              + version
              + ", this one knows "
              + CURRENT
              + ". Start the newer version, or restore a backup from before",
          null);
    }
    return version;
  }

  /**
   * The newest migration that was applied; 0 when there is none, or one of them failed. When it is
   * the current one the start of Flyway, which takes its time, is spared.
   */
  private static int version(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, success FROM flyway_schema_history"
                    + " ORDER BY installed_rank DESC LIMIT 1")) {
      return row.next() && row.getBoolean("success")
          ? Integer.parseInt(row.getString("version"))
          : 0;
    } catch (SQLException | NumberFormatException e) {
      // No such table: nothing was ever applied. Anything else will be Flyway's to tell.
      return 0;
    }
  }
}

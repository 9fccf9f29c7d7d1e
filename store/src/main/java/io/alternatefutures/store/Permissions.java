package io.alternatefutures.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a database lets its user do, found out at the start instead of with the first change. */
final class Permissions {
  private static final String DENIED = "42501";
  private static final String READ_ONLY = "25006";

  private static final String CAN_WRITE =
      "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'"
          + " AND has_table_privilege('edge_function', 'INSERT')"
          + " AND has_table_privilege('edge_function', 'UPDATE')"
          + " AND has_table_privilege('edge_function', 'DELETE')"
          + " AND has_table_privilege('deployment', 'INSERT')"
          + " AND has_table_privilege('instance', 'INSERT')"
          + " AND has_table_privilege('store_state', 'UPDATE')";

  /** What an edge is granted at least. */
  static final String READING =
      "SELECT on edge_function, project, deployment, function_domain, store_state, instance and"
          + " flyway_schema_history";

  private static final String CAN_READ =
      "SELECT has_table_privilege('edge_function', 'SELECT')"
          + " AND has_table_privilege('project', 'SELECT')"
          + " AND has_table_privilege('deployment', 'SELECT')"
          + " AND has_table_privilege('store_state', 'SELECT')"
          + " AND has_table_privilege('function_domain', 'SELECT')"
          + " AND has_table_privilege('instance', 'SELECT')";

  private Permissions() {}

  /**
   * @throws StoreOpenException when the tables can be read but not written
   */
  static void requireWritable(DatabaseLocation location, DataSource source) {
    if (!holds(CAN_WRITE, location, source)) {
      throw new StoreOpenException(
          location
              + " can be read but not written by the user \""
              + user(location)
              + "\". Grant it SELECT, INSERT, UPDATE and DELETE on all tables, or name a server"
              + " that is not a read-only copy in DATABASE_URL, or start with --role edge"
              + " (AF_ROLE), which only reads",
          null);
    }
  }

  /**
   * @throws StoreOpenException when the tables that functions are in cannot be read
   */
  static void requireReadable(DatabaseLocation location, DataSource source) {
    if (!holds(CAN_READ, location, source)) {
      throw new StoreOpenException(
          location + " cannot be read by the user \"" + user(location) + "\". Grant it " + READING,
          null);
    }
  }

  private static boolean holds(String question, DatabaseLocation location, DataSource source) {
    if (!(location instanceof DatabaseLocation.Postgres)) {
      return true;
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw OpenFailures.of(location, e);
    }
  }

  private static String user(DatabaseLocation location) {
    return location instanceof DatabaseLocation.Postgres postgres ? postgres.user() : "";
  }

  /** Whether {@code failure} comes from a right that is missing. */
  static boolean isDenied(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && (DENIED.equals(sql.getSQLState()) || READ_ONLY.equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  static StoreOpenException cannotCreate(DatabaseLocation location, Throwable cause) {
    return new StoreOpenException(
        "The user \""
            + user(location)
            + "\" may not make or change tables in "
            + location
            + ". Make it the owner of the database, or start once with a user who is",
        cause);
  }
}

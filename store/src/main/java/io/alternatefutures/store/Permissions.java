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

  private Permissions() {}

  /**
   * @throws StoreOpenException when the tables can be read but not written
   */
  static void requireWritable(DatabaseLocation location, DataSource source) {
    if (!(location instanceof DatabaseLocation.Postgres postgres)) {
      return;
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CAN_WRITE)) {
      if (!row.next() || !row.getBoolean(1)) {
        throw new StoreOpenException(
            location
                + " can be read but not written by the user \""
                + postgres.user()
                + "\". Grant it SELECT, INSERT, UPDATE and DELETE on all tables, or name a server"
                + " that is not a read-only copy in DATABASE_URL",
            null);
      }
    } catch (SQLException e) {
      throw OpenFailures.of(location, e);
    }
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
    String user = location instanceof DatabaseLocation.Postgres postgres ? postgres.user() : "";
    return new StoreOpenException(
        "The user \""
            + user
            + "\" may not make or change tables in "
            + location
            + ". Make it the owner of the database, or start once with a user who is",
        cause);
  }
}

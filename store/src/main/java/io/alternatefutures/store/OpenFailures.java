package io.alternatefutures.store;

import java.sql.SQLException;

/** Says why a database cannot be opened, and what to do. */
final class OpenFailures {
  private OpenFailures() {}

  static StoreOpenException of(DatabaseLocation location, SQLException failure) {
    return switch (location) {
      case DatabaseLocation.Sqlite sqlite ->
          new StoreOpenException(
              "The database file "
                  + sqlite.file()
                  + " cannot be opened: "
                  + failure.getMessage()
                  + ". Check that it is a database of this runtime and can be read and written",
              failure);
      case DatabaseLocation.Postgres postgres -> postgres(postgres, failure);
    };
  }

  private static StoreOpenException postgres(
      DatabaseLocation.Postgres location, SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          new StoreOpenException(
              location
                  + " refuses the user \""
                  + location.user()
                  + "\". Check user and password in DATABASE_URL, and the server's pg_hba.conf",
              failure);
      case "3D000" ->
          new StoreOpenException(
              location
                  + " does not exist. Create it (createdb "
                  + location.database()
                  + "), or name another one in DATABASE_URL",
              failure);
      default ->
          new StoreOpenException(
              StoreOpenException.Kind.AWAY,
              location
                  + " is not reachable: "
                  + reason(failure)
                  + ". Start it, or check host and port in DATABASE_URL",
              failure);
    };
  }

  private static String reason(SQLException failure) {
    Throwable cause = failure.getCause();
    String text = cause == null ? failure.getMessage() : cause.getMessage();
    return text == null ? failure.getClass().getSimpleName() : text.strip();
  }
}

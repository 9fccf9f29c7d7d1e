package io.alternatefutures.store;

import io.alternatefutures.control.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells what a database's exception means. */
final class DatabaseFaults {
  /** What clients are told while the database is away. */
  static final String AWAY =
      "The database does not answer. What is deployed keeps being served; try again later";

  private static final String UNIQUE_VIOLATION = "23505";

  /** Classes of SQLSTATE that mean the server is not there, stops, or has no room. */
  private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58", "28");

  private static final Set<SQLiteErrorCode> UNAVAILABLE_CODES =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_NOTADB);

  private DatabaseFaults() {}

  /** The exception to throw for {@code failure}: that of the port when the database is at fault. */
  static RuntimeException translate(RuntimeException failure) {
    SQLException cause = sqlException(failure);
    if (cause != null && isUnavailable(cause)) {
      return new StoreUnavailableException(AWAY, failure);
    }
    return failure;
  }

  /**
   * Whether {@code failure} says that the unique column {@code column} of {@code table} is taken.
   */
  static boolean isTaken(RuntimeException failure, String table, String column) {
    SQLException cause = sqlException(failure);
    if (cause instanceof PSQLException postgres && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      return message != null && (table + "_" + column + "_key").equals(message.getConstraint());
    }
    return cause instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        && String.valueOf(sqlite.getMessage()).contains(table + "." + column);
  }

  private static boolean isUnavailable(SQLException cause) {
    if (cause instanceof SQLiteException sqlite) {
      // Extended codes have the plain code in their low byte.
      int code = sqlite.getResultCode().code & 0xff;
      return UNAVAILABLE_CODES.stream().anyMatch(known -> known.code == code);
    }
    String state = cause.getSQLState();
    return cause instanceof SQLTransientException
        || (state != null
            && state.length() == 5
            && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}

package io.alternatefutures.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Data sources and pools for each kind of database. */
final class Connections {
  private Connections() {}

  static DataSource source(DatabaseLocation location) {
    return switch (location) {
      case DatabaseLocation.Sqlite sqlite -> sqlite(sqlite, SQLiteConfig.TransactionMode.IMMEDIATE);
      case DatabaseLocation.Postgres postgres -> postgres(postgres);
    };
  }

  /**
   * Fails early and clearly when the database is not there.
   *
   * @throws StoreOpenException saying what to do
   */
  static void requireReachable(DatabaseLocation location, DataSource source) {
    if (location instanceof DatabaseLocation.Sqlite sqlite) {
      createOwnerOnly(sqlite.file());
    }
    try (Connection connection = source.getConnection()) {
      if (location instanceof DatabaseLocation.Sqlite) {
        // The first statement is what makes SQLite read the file.
        connection.createStatement().execute("PRAGMA schema_version");
      }
    } catch (SQLException e) {
      throw OpenFailures.of(location, e);
    }
  }

  static Database pooled(DatabaseLocation location, DataSource source, Preparation preparation) {
    return switch (location) {
      case DatabaseLocation.Sqlite sqlite ->
          new Database(
              preparation,
              pool(
                  "af-sqlite-readers",
                  sqlite(sqlite, SQLiteConfig.TransactionMode.DEFERRED),
                  Limits.SQLITE_READERS),
              pool("af-sqlite-writer", source, 1));
      case DatabaseLocation.Postgres _ ->
          new Database(preparation, pool("af-postgres", source, Limits.POSTGRES_CONNECTIONS));
    };
  }

  private static HikariDataSource pool(String name, DataSource source, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Limits.CONNECTION_WAIT.toMillis());
    // The database was reached just before; the pool fills itself in the background.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static DataSource sqlite(
      DatabaseLocation.Sqlite location, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A deployment that was answered must outlive a power cut.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) Limits.SQLITE_BUSY.toMillis());
    config.enforceForeignKeys(true);
    config.setTransactionMode(mode);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + location.file().toAbsolutePath());
    return source;
  }

  private static DataSource postgres(DatabaseLocation.Postgres location) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      for (var property : location.properties().entrySet()) {
        source.setProperty(property.getKey(), property.getValue());
      }
    } catch (SQLException e) {
      throw new StoreOpenException(
          "DATABASE_URL has a property that the PostgreSQL driver does not take: " + e.getMessage(),
          e);
    }
    source.setServerNames(new String[] {location.host()});
    source.setPortNumbers(new int[] {location.port()});
    source.setDatabaseName(location.database());
    source.setUser(location.user());
    source.setPassword(location.password());
    source.setConnectTimeout((int) Limits.POSTGRES_CONNECT.toSeconds());
    source.setLoginTimeout((int) Limits.POSTGRES_CONNECT.toSeconds() + 1);
    source.setSocketTimeout((int) Limits.POSTGRES_ANSWER.toSeconds());
    source.setTcpKeepAlive(true);
    source.setApplicationName("af-runtime");
    return source;
  }

  /** SQLite gives its journals the permissions of the file. */
  private static void createOwnerOnly(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // An earlier start made it.
    } catch (IOException e) {
      throw new StoreOpenException(
          "The database file "
              + file
              + " cannot be made: "
              + e.getClass().getSimpleName()
              + ". Check that its directory exists and can be written, or set AF_DATA_DIR",
          e);
    }
  }
}

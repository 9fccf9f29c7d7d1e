package io.alternatefutures.store;

import com.zaxxer.hikari.HikariDataSource;
import io.alternatefutures.model.FunctionId;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Transactions over the pools of one database. Safe for use by many threads; methods block. */
final class Database implements AutoCloseable {
  private final Jdbi readers;
  private final Jdbi writers;
  private final List<HikariDataSource> pools;
  private final Dialect dialect;
  private final Preparation preparation;

  private enum Dialect {
    SQLITE,
    POSTGRESQL
  }

  /** A PostgreSQL database, read and written through one pool. */
  Database(Preparation preparation, HikariDataSource pool) {
    this.preparation = preparation;
    this.dialect = Dialect.POSTGRESQL;
    this.readers = Jdbi.create(pool);
    this.writers = readers;
    this.pools = List.of(pool);
  }

  /** A SQLite database, with pools of its own for reading and for writing. */
  Database(Preparation preparation, HikariDataSource readers, HikariDataSource writers) {
    this.preparation = preparation;
    this.dialect = Dialect.SQLITE;
    this.readers = Jdbi.create(readers);
    this.writers = Jdbi.create(writers);
    this.pools = List.of(readers, writers);
  }

  /** Reads in statements of their own. */
  <T> T read(Function<Handle, T> work) {
    preparation.require();
    try {
      return readers.withHandle(work::apply);
    } catch (RuntimeException e) {
      throw DatabaseFaults.translate(e);
    }
  }

  /** Writes in one transaction, undone when {@code work} throws. */
  <T> T write(Function<Handle, T> work) {
    preparation.require();
    try {
      return writers.inTransaction(work::apply);
    } catch (RuntimeException e) {
      throw DatabaseFaults.translate(e);
    }
  }

  /**
   * Writes what the data plane sees: in one transaction with the next revision, which is announced
   * when it is committed. The row of the revision is locked until then, so that announcements come
   * in the order of revisions.
   *
   * @param function what is changed; null when it is more than one
   */
  <T> T writeCatalog(@Nullable FunctionId function, Function<Handle, T> work) {
    return write(handle -> {
      T result = work.apply(handle);
      long revision =
          handle
              .select(
                  "UPDATE store_state SET revision = revision + 1 WHERE id = 1 RETURNING revision")
              .map((row, _) -> row.getLong(1))
              .one();
      if (dialect == Dialect.POSTGRESQL) {
        handle.execute(
            "SELECT pg_notify(?, ?)",
            ChangeFeed.CHANNEL,
            function == null ? String.valueOf(revision) : revision + " " + function.value());
      }
      return result;
    });
  }

  /** Announces that a function's kept answers are to be forgotten. */
  void announcePurge(FunctionId function, String prefix) {
    if (dialect == Dialect.POSTGRESQL) {
      String told = prefix.substring(0, Math.min(prefix.length(), Limits.ANNOUNCED_PREFIX));
      write(handle ->
          handle.execute(
              "SELECT pg_notify(?, ?)", ChangeFeed.PURGES, function.value() + " " + told));
    }
  }

  /** Announces what was given of shared allowances. */
  void announceUsage(List<String> announcements) {
    if (dialect == Dialect.POSTGRESQL) {
      write(handle -> {
        for (String usage : announcements) {
          handle.execute("SELECT pg_notify(?, ?)", ChangeFeed.USAGE, usage);
        }
        return announcements.size();
      });
    }
  }

  /** SQL for the database's time in milliseconds since 1970. */
  String nowMillis() {
    return switch (dialect) {
      case SQLITE -> "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
      case POSTGRESQL -> "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
    };
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}

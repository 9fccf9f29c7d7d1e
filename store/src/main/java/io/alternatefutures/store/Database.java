package io.alternatefutures.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Transactions over the pools of one database. Safe for use by many threads; methods block. */
final class Database implements AutoCloseable {
  private final Jdbi readers;
  private final Jdbi writers;
  private final List<HikariDataSource> pools;

  /** A database that is read and written through one pool. */
  Database(HikariDataSource pool) {
    this.readers = Jdbi.create(pool);
    this.writers = readers;
    this.pools = List.of(pool);
  }

  /** A database with pools of its own for reading and for writing. */
  Database(HikariDataSource readers, HikariDataSource writers) {
    this.readers = Jdbi.create(readers);
    this.writers = Jdbi.create(writers);
    this.pools = List.of(readers, writers);
  }

  /** Reads in statements of their own. */
  <T> T read(Function<Handle, T> work) {
    try {
      return readers.withHandle(work::apply);
    } catch (RuntimeException e) {
      throw DatabaseFaults.translate(e);
    }
  }

  /** Writes in one transaction, undone when {@code work} throws. */
  <T> T write(Function<Handle, T> work) {
    try {
      return writers.inTransaction(work::apply);
    } catch (RuntimeException e) {
      throw DatabaseFaults.translate(e);
    }
  }

  /** Writes what the data plane sees: in one transaction with the next revision. */
  <T> T writeCatalog(Function<Handle, T> work) {
    return write(handle -> {
      T result = work.apply(handle);
      handle.execute("UPDATE store_state SET revision = revision + 1 WHERE id = 1");
      return result;
    });
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}

package io.alternatefutures.store;

import io.alternatefutures.control.StoreUnavailableException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done and checked before a database is used: at the start, or when it answers for the
 * first time. Safe for use by many threads; methods block.
 */
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final StoreOptions options;
  private final DataSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean done;
  private String told = "";

  Preparation(StoreOptions options, DataSource source) {
    this.options = options;
    this.source = source;
  }

  /**
   * Prepares the database.
   *
   * @throws StoreOpenException when it is not there or cannot be used
   */
  void now() {
    DatabaseLocation location = options.database();
    Connections.requireReachable(location, source);
    switch (options.rights()) {
      case CHANGE -> {
        Migrations.apply(location, source);
        Permissions.requireWritable(location, source);
      }
      case READ -> {
        Migrations.requireCurrent(location, source);
        Permissions.requireReadable(location, source);
      }
    }
    requireKey();
    done = true;
  }

  /**
   * Returns when the database is prepared. Of callers at once one does it; the others do not wait.
   *
   * @throws StoreUnavailableException when it is not; why goes to the log when it will not pass
   */
  void require() {
    if (done) {
      return;
    }
    if (!lock.tryLock()) {
      throw new StoreUnavailableException(DatabaseFaults.AWAY, null);
    }
    try {
      if (!done) {
        now();
      }
    } catch (StoreOpenException e) {
      String message = String.valueOf(e.getMessage());
      if (!e.isAway() && !message.equals(told)) {
        LOG.error("the database is there but cannot be used: {}", message);
        told = message;
      }
      throw new StoreUnavailableException(DatabaseFaults.AWAY, e);
    } finally {
      lock.unlock();
    }
  }

  /** The first key used stays the database's key: with another one env values could not be read. */
  private void requireKey() {
    String fingerprint = options.key().fingerprint();
    String stored;
    try {
      Jdbi direct = Jdbi.create(source);
      stored = direct.withHandle(Preparation::storedFingerprint);
      if (stored.isEmpty() && options.rights() == StoreOptions.Rights.CHANGE) {
        stored =
            direct.inTransaction(handle -> {
              handle.execute(
                  "UPDATE store_state SET key_fingerprint = ?"
                      + " WHERE id = 1 AND key_fingerprint IS NULL",
                  fingerprint);
              return storedFingerprint(handle);
            });
      }
    } catch (RuntimeException e) {
      throw new StoreOpenException(
          StoreOpenException.Kind.AWAY, options.database() + " stopped to answer", e);
    }
    if (!stored.equals(fingerprint)) {
      throw new StoreOpenException(
          options.database()
              + " was set up with another encryption key than the one in this data directory. Copy"
              + " the key file from the instance that made the database, or restore it from a"
              + " backup",
          null);
    }
  }

  private static String storedFingerprint(Handle handle) {
    return handle
        .select("SELECT COALESCE(key_fingerprint, '') FROM store_state WHERE id = 1")
        .map((row, _) -> row.getString(1))
        .one();
  }
}

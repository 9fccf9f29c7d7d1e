package io.alternatefutures.store;

import java.time.Clock;

/**
 * What a store is opened with.
 *
 * @param key what env values are encrypted with; the same for all instances on one database
 * @param rights what the database's user must be allowed to do
 */
public record StoreOptions(
    DatabaseLocation database, EncryptionKey key, Clock clock, Rights rights) {
  /** What a runtime does with its database. */
  public enum Rights {
    /** Makes the tables and changes what is in them. */
    CHANGE,
    /** Reads, and announces itself if it may. */
    READ
  }

  /** For changes, with the system's clock. */
  public static StoreOptions of(DatabaseLocation database, EncryptionKey key) {
    return new StoreOptions(database, key, Clock.systemUTC(), Rights.CHANGE);
  }

  /** The same with other rights. */
  public StoreOptions with(Rights other) {
    return new StoreOptions(database, key, clock, other);
  }
}

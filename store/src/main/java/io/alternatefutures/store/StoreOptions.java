package io.alternatefutures.store;

import java.time.Clock;

/**
 * What a store is opened with.
 *
 * @param key what env values are encrypted with; the same for all instances on one database
 */
public record StoreOptions(DatabaseLocation database, EncryptionKey key, Clock clock) {
  /** With the system's clock. */
  public static StoreOptions of(DatabaseLocation database, EncryptionKey key) {
    return new StoreOptions(database, key, Clock.systemUTC());
  }
}

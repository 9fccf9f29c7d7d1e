package io.alternatefutures.store;

import java.time.Duration;

/** Every limit of the store. */
final class Limits {
  /** Connections that read from SQLite at once; one more writes. */
  static final int SQLITE_READERS = 4;

  /** Connections to PostgreSQL. */
  static final int POSTGRES_CONNECTIONS = 10;

  /** How long a call waits for a connection of the pool. */
  static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

  /** How long another process may hold SQLite's write lock. */
  static final Duration SQLITE_BUSY = Duration.ofSeconds(5);

  /** How long PostgreSQL may take to accept a connection. */
  static final Duration POSTGRES_CONNECT = Duration.ofSeconds(3);

  /** How long PostgreSQL may take to answer a statement. */
  static final Duration POSTGRES_ANSWER = Duration.ofSeconds(20);

  /** How long the feed of changes may be silent before it is probed. */
  static final Duration FEED_PROBE = Duration.ofSeconds(5);

  /** First pause before the feed of changes is connected again; doubled from try to try. */
  static final Duration FEED_FIRST_RETRY = Duration.ofMillis(100);

  /** Longest pause before the feed of changes is connected again. */
  static final Duration FEED_LAST_RETRY = Duration.ofSeconds(2);

  /** Characters of a path's beginning in an announcement; the rest is left out. */
  static final int ANNOUNCED_PREFIX = 1_000;

  private Limits() {}
}

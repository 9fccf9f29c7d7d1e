package io.alternatefutures.cli.dev;

import java.time.Duration;

/** Limits of {@code af dev}. */
final class Limits {
  /** Folders that are watched; a source tree has fewer. */
  static final int WATCHED_FOLDERS = 4_096;

  /** How long changes are waited for before the log is looked at. */
  static final Duration LOG_POLL = Duration.ofMillis(200);

  /** An editor saves a file in several steps; they count as one change when they come this fast. */
  static final Duration SETTLE = Duration.ofMillis(25);

  /** A local runtime starts in one to three seconds. */
  static final Duration RUNTIME_START = Duration.ofSeconds(60);

  /** How long a local runtime has to end its requests. */
  static final Duration RUNTIME_END = Duration.ofSeconds(20);

  /** A runtime on this machine answers at once. */
  static final Duration HEALTH = Duration.ofSeconds(2);

  /** Lines of a failed runtime's output that are shown. */
  static final int SHOWN_LINES = 20;

  private Limits() {}
}

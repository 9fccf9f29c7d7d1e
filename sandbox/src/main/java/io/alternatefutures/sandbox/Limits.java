package io.alternatefutures.sandbox;

import java.time.Duration;

/**
 * Bounds of the sandbox's own queues and waits; what functions may use is {@link
 * io.alternatefutures.model.FunctionLimit}.
 */
final class Limits {
  /** From starting a worker process to its connections. */
  static final Duration WORKER_START = Duration.ofSeconds(15);

  /** Compiling and loading a module to check it. */
  static final Duration CHECK = Duration.ofSeconds(10);

  /** How often deadlines are looked at. */
  static final Duration SWEEP = Duration.ofMillis(50);

  /**
   * How often workers are told which of their functions are not served any more, and those looked
   * for that are not needed.
   */
  static final Duration TIDY = Duration.ofSeconds(1);

  /** How long a worker may take to end by itself. */
  static final Duration WORKER_END = Duration.ofSeconds(2);

  /** Processes and threads in a worker's control group. */
  static final int WORKER_TASKS = 512;

  /** How much of a worker's output is kept to explain its end, in characters. */
  static final int OUTPUT_CHARACTERS = 4_096;

  /** Fetches of one worker connection under way at once. */
  static final int FETCHES = 4_096;

  /** Bytes of log that one connection of a worker may bring in a second; more are dropped. */
  static final int LOG_BYTES = 4 * 1024 * 1024;

  /** Lines of log that one connection of a worker may bring in a second; more are dropped. */
  static final int LOG_LINES = 10_000;

  /** Bytes that wait for a worker to read them; a worker that lets more wait is ended. */
  static final long OUTBOUND_BYTES = 256L * 1024 * 1024;

  private Limits() {}
}

package io.alternatefutures.server.trace;

import java.time.Duration;

/** Limits of sending spans. */
final class Limits {
  /** Requests and fetches whose spans wait to be sent; further ones are dropped and counted. */
  static final int QUEUE = 2_048;

  /** Spans that are sent together, but for those of the last request among them. */
  static final int BATCH = 512;

  /** Attempts to send a batch. */
  static final int ATTEMPTS = 3;

  /** Wait before the second attempt; each further wait is twice as long. */
  static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** How long a closing runtime goes on to send. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  /** One warning about a collector in this time. */
  static final Duration WARNING = Duration.ofMinutes(1);

  /** How soon it is noticed that the runtime is closing. */
  static final Duration LOOK = Duration.ofMillis(200);

  private Limits() {}
}

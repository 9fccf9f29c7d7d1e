package io.alternatefutures.cli.api;

import java.time.Duration;

/** Limits of the client of the control API. */
final class Limits {
  /** A local API answers at once or is not there. */
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** A deployment may fetch content and compile it. */
  static final Duration CALL = Duration.ofMinutes(2);

  /** Sending one CAR, whatever its size. */
  static final Duration UPLOAD = Duration.ofMinutes(30);

  /** Characters of an answer that is not JSON shown in a message. */
  static final int SHOWN_CHARACTERS = 300;

  /** A credentials file is a few hundred bytes. */
  static final int CREDENTIALS_BYTES = 64 << 10;

  private Limits() {}
}

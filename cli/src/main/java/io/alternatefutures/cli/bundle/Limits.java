package io.alternatefutures.cli.bundle;

import java.time.Duration;

/** Limits of bundling. */
final class Limits {
  /** Largest source file that is read, the most that the runtime takes as one module: 10 MiB. */
  static final long SOURCE_BYTES = 10L << 20;

  /** esbuild takes milliseconds; a minute means that it hangs. */
  static final Duration ESBUILD = Duration.ofMinutes(1);

  /** Errors of esbuild that are shown. */
  static final int SHOWN_ERRORS = 10;

  private Limits() {}
}

package io.alternatefutures.routing;

/** Every bound of this module, in one place. */
final class Limits {
  /** Routes of one function. */
  static final int MAX_ROUTES = 10_000;

  /**
   * Characters of a path pattern, as written and in canonical form. Also bounds the depth of the
   * recursion when a table is compiled or searched.
   */
  static final int MAX_PATTERN_LENGTH = 1_024;

  /** Targets of one route. */
  static final int MAX_TARGETS = 100;

  /** Characters of a target URL. */
  static final int MAX_TARGET_LENGTH = 4_096;

  /** Characters of a host name in a target URL (RFC 1035 section 2.3.4). */
  static final int MAX_HOST_LENGTH = 253;

  /** Characters of a request's path before normalisation. */
  static final int MAX_PATH_LENGTH = 8_192;

  private Limits() {}
}

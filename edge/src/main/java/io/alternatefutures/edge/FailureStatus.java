package io.alternatefutures.edge;

import io.alternatefutures.sandbox.FailureCode;

/**
 * What a client is told of a failure: the only place where failure codes become HTTP statuses.
 *
 * @param status HTTP status
 * @param message names nothing internal
 * @param retryAfterSeconds 0 when trying again later is of no use, or nobody knows when
 */
record FailureStatus(int status, String message, int retryAfterSeconds) {

  static FailureStatus of(FailureCode code) {
    return switch (code) {
      case TARGET_UNREACHABLE -> plain(502, "The target cannot be reached");
      case TARGET_NOT_ALLOWED -> plain(502, "The target is not allowed by the egress policy");
      case EGRESS_LIMIT -> retry("The project has used up what it may send to the network", 1);
      case TARGET_INVALID_RESPONSE -> plain(502, "The target's response is not valid");
      case TARGET_TIMEOUT -> plain(504, "The target did not answer in time");
      case WALL_LIMIT -> plain(504, "The function did not answer in time");
      case IDLE_LIMIT -> plain(504, "The function's response stopped midway");
      case REQUEST_LIMIT -> plain(413, "The request body is larger than the function takes");
      case RESPONSE_LIMIT -> plain(500, "The function's response is larger than it may be");
      case SUBREQUEST_LIMIT -> plain(500, "The function made more requests than it may");
      case TIMER_LIMIT -> plain(500, "The function set more timers than it may");
      case CODE_LIMIT -> plain(500, "The function's code is larger than it may be");
      case STARTUP_LIMIT -> plain(500, "The function's code took too long to load");
      case CPU_LIMIT -> plain(504, "The function used more CPU time than it may");
      // A fresh worker or isolate is at hand at once.
      case MEMORY_LIMIT -> retry("The function used more memory than it may", 1);
      case WORKER_LOST -> retry("The function's worker ended", 1);
      case OVERLOADED -> retry("The runtime is overloaded", 1);
      // Another source has to be found first.
      case SANDBOX_UNAVAILABLE ->
          retry("This machine lacks what functions must be confined by", 60);
      case CONTENT_UNAVAILABLE -> retry("The function's code is not available", 10);
      case CONTENT_CORRUPT -> plain(500, "The function's code is corrupt");
      case FUNCTION_ERROR -> plain(500, "The function failed");
      case INTERNAL -> plain(500, "The runtime failed");
    };
  }

  private static FailureStatus plain(int status, String message) {
    return new FailureStatus(status, message, 0);
  }

  private static FailureStatus retry(String message, int seconds) {
    return new FailureStatus(503, message, seconds);
  }
}

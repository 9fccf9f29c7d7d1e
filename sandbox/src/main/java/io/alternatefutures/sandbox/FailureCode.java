package io.alternatefutures.sandbox;

/**
 * Why an exchange has no complete response. The names are stable: clients, logs and metrics carry
 * them. The edge turns them into HTTP statuses in one place.
 */
public enum FailureCode {
  /** The target's name does not resolve, or it refuses or resets the connection. */
  TARGET_UNREACHABLE,
  /** No response head from the target in time. */
  TARGET_TIMEOUT,
  /** The egress policy denies the target's address. */
  TARGET_NOT_ALLOWED,
  /** The project has sent as much to the network as it may. */
  EGRESS_LIMIT,
  /** The target's response is not HTTP, or ends too soon. */
  TARGET_INVALID_RESPONSE,
  /** The function threw, or answered with something that is not a response. */
  FUNCTION_ERROR,
  /** The function did not answer in time. */
  WALL_LIMIT,
  /** The function's response stopped midway for too long. */
  IDLE_LIMIT,
  /** The module used more CPU time than loading may. */
  STARTUP_LIMIT,
  /** The request's body is larger than the function takes. */
  REQUEST_LIMIT,
  /** The response's body is larger than the function may send. */
  RESPONSE_LIMIT,
  /** The request made more subrequests than it may. */
  SUBREQUEST_LIMIT,
  /** The function set more timers than it may. */
  TIMER_LIMIT,
  /** The function's code is larger than it may be. */
  CODE_LIMIT,
  /** The function used more CPU time than one request may. */
  CPU_LIMIT,
  /** The function used more memory than it may. */
  MEMORY_LIMIT,
  /** The worker process ended while the request was in flight. */
  WORKER_LOST,
  /** No worker or queue place is free. */
  OVERLOADED,
  /** A layer of confinement that user code must not run without is missing. */
  SANDBOX_UNAVAILABLE,
  /** The stored code does not hash to its CID. */
  CONTENT_CORRUPT,
  /** The code is in no source this runtime has. */
  CONTENT_UNAVAILABLE,
  /** The runtime failed. */
  INTERNAL
}

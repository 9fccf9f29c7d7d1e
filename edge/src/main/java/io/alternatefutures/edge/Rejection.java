package io.alternatefutures.edge;

import io.alternatefutures.edge.plan.Refusal;

/**
 * Why the edge answers a request by itself. The names are stable: clients, logs and metrics carry
 * them.
 */
enum Rejection {
  BAD_REQUEST(400, "The request is malformed"),
  UNKNOWN_HOST(404, "No function is served at this host"),
  FUNCTION_NOT_FOUND(404, "There is no such function"),
  FUNCTION_INACTIVE(404, "The function is inactive"),
  NOTHING_TO_SERVE(404, "No route matches this path, and the function has no code deployed"),
  NO_CODE(404, "The function has neither routes nor code deployed"),
  UNAUTHORIZED(401, "Valid credentials are needed"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  REQUEST_TIMEOUT(408, "The request did not arrive in time"),
  URI_TOO_LONG(414, "The request line is too long"),
  EXPECTATION_FAILED(417, "Only the expectation 100-continue is supported"),
  RATE_LIMITED(429, "Too many requests"),
  HEADER_TOO_LARGE(431, "The request header is too large or has too many fields"),
  METHOD_NOT_SUPPORTED(501, "The method is not supported"),
  TRANSFER_CODING_NOT_SUPPORTED(501, "Only the transfer coding chunked is supported"),
  AUTH_UNAVAILABLE(503, "Credentials cannot be checked at the moment"),
  CIRCUIT_OPEN(503, "The target is failing and is left alone for a while"),
  VERSION_NOT_SUPPORTED(505, "Only HTTP/1.1 and HTTP/1.0 are supported"),
  LOOP_DETECTED(508, "The request came back to this runtime too often");

  private final int status;
  private final String message;

  Rejection(int status, String message) {
    this.status = status;
    this.message = message;
  }

  static Rejection of(Refusal refusal) {
    return switch (refusal) {
      case UNAUTHORIZED -> UNAUTHORIZED;
      case AUTH_UNAVAILABLE -> AUTH_UNAVAILABLE;
      case RATE_LIMITED -> RATE_LIMITED;
      case CIRCUIT_OPEN -> CIRCUIT_OPEN;
      case NO_CODE -> NO_CODE;
    };
  }

  int status() {
    return status;
  }

  /** Whether where the next request starts is in doubt, or not worth waiting for. */
  boolean endsConnection() {
    return switch (this) {
      case UNKNOWN_HOST,
          FUNCTION_NOT_FOUND,
          FUNCTION_INACTIVE,
          NOTHING_TO_SERVE,
          NO_CODE,
          METHOD_NOT_ALLOWED,
          UNAUTHORIZED,
          RATE_LIMITED,
          AUTH_UNAVAILABLE,
          CIRCUIT_OPEN,
          LOOP_DETECTED ->
          false;
      case BAD_REQUEST,
          REQUEST_TIMEOUT,
          URI_TOO_LONG,
          EXPECTATION_FAILED,
          HEADER_TOO_LARGE,
          METHOD_NOT_SUPPORTED,
          TRANSFER_CODING_NOT_SUPPORTED,
          VERSION_NOT_SUPPORTED ->
          true;
    };
  }

  String message() {
    return message;
  }
}

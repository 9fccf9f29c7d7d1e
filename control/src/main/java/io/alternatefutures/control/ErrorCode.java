package io.alternatefutures.control;

/**
 * Stable codes of the control API's errors, and the one place where they become HTTP statuses. In
 * GraphQL responses the code is {@code extensions.code}.
 */
public enum ErrorCode {
  /** The request itself is malformed: JSON, GraphQL-over-HTTP parameters, a path or a header. */
  BAD_REQUEST(400),
  /** An argument has a value that is not allowed. */
  BAD_USER_INPUT(400),
  /** No token, or one that is not known. */
  UNAUTHENTICATED(401),
  /** The token belongs to another project. */
  FORBIDDEN(403),
  /** What was asked for is not there. */
  NOT_FOUND(404),
  /** The path exists, but not for this method. */
  METHOD_NOT_ALLOWED(405),
  /** The client accepts no media type that the answer could have. */
  NOT_ACCEPTABLE(406),
  /** A name or slug is taken, or content is in use. */
  CONFLICT(409),
  /** The body is larger than the limit. */
  PAYLOAD_TOO_LARGE(413),
  /** The body has a media type that this path does not take. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The uploaded bytes are not what their CIDs say, or not a CAR. */
  CONTENT_INVALID(400),
  /** Content is neither here nor at a gateway. */
  CONTENT_NOT_FOUND(404),
  /** Content on disk no longer hashes to its CID and no source has it. */
  CONTENT_CORRUPT(500),
  /** The disk is full or its quota is used up. */
  STORAGE_FULL(507),
  /** The module does not compile, does not load or exports no handler. */
  DEPLOYMENT_FAILED(422),
  /** No TXT record proves that the domain's owner wants it served here. */
  DOMAIN_NOT_PROVEN(409),
  /** No server of the DNS answers. */
  DNS_UNAVAILABLE(503),
  /** No sandbox could check the module; trying again later may work. */
  SANDBOX_UNAVAILABLE(503),
  /** The database does not answer. */
  STORE_UNAVAILABLE(503),
  /** More calls at once than the limit. */
  OVERLOADED(503),
  /** The GraphQL document does not parse. */
  GRAPHQL_PARSE_FAILED(400),
  /** The GraphQL document or its variables do not fit the schema, or exceed a limit. */
  GRAPHQL_VALIDATION_FAILED(400),
  /** A bug or a fault of the runtime; details are in its log only. */
  INTERNAL_SERVER_ERROR(500);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The status outside GraphQL; within a well-formed GraphQL response the code alone counts. */
  public int httpStatus() {
    return httpStatus;
  }
}

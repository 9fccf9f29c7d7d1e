package io.alternatefutures.control;

import java.time.Duration;

/** Every limit of the control API that is not an option of its operator. */
public final class Limits {
  /** Largest CAR accepted by default: 100 MiB. */
  public static final long CAR_BYTES = 100L << 20;

  /** Largest module that is deployed: 10 MiB. */
  public static final int SOURCE_BYTES = 10 << 20;

  /** Largest {@code sourceCode} given back by a query: 1 MiB. */
  public static final int SOURCE_SHOWN_BYTES = 1 << 20;

  /** Largest GraphQL request, files of multipart requests included: 12 MiB. */
  public static final int GRAPHQL_BODY_BYTES = 12 << 20;

  /** Largest JSON body of the upload endpoints: 1 MiB. */
  public static final int JSON_BODY_BYTES = 1 << 20;

  /** Parts of one multipart request. */
  public static final int FORM_PARTS = 64;

  /** Nesting of a query's fields; the standard introspection query needs 13. */
  public static final int QUERY_DEPTH = 16;

  /** Fields of one query, each alias counted. */
  public static final int QUERY_FIELDS = 1_000;

  /** Characters of one GraphQL document, literal source code included: 12 Mi. */
  public static final int QUERY_CHARACTERS = 12 << 20;

  /** Tokens of one GraphQL document. */
  public static final int QUERY_TOKENS = 15_000;

  /** Nesting of JSON given to the API. */
  public static final int JSON_DEPTH = 64;

  /** Names in one deployment's env. */
  public static final int ENV_NAMES = 256;

  /** Characters of all names and values of one deployment's env: 128 Ki. */
  public static final int ENV_CHARACTERS = 128 << 10;

  /** Tokens of one project. */
  public static final int TOKENS = 1_000;

  /** How often the use of a token is noted. */
  public static final Duration TOKEN_USE_NOTED = Duration.ofMinutes(1);

  /** Characters of a site identifier or a BLAKE3 hash. */
  public static final int LABEL_CHARACTERS = 128;

  /** Shards named in one upload record. */
  public static final int SHARDS = 10_000;

  /** Calls under way at once; more are refused with 503. */
  public static final int CONCURRENT_CALLS = 256;

  /** Bytes of an upload read ahead of the block store: 1 MiB. */
  public static final int UPLOAD_BUFFER_BYTES = 1 << 20;

  /**
   * Bytes of a refused body that are read and dropped so that its client gets the answer: 256 MiB.
   */
  public static final long DISCARDED_BYTES = 256L << 20;

  /** How long an upload may stand still. */
  public static final Duration UPLOAD_STALL = Duration.ofMinutes(1);

  /**
   * Idle time after which a connection is closed; a deployment that fetches content is idle too.
   */
  public static final Duration CONNECTION_IDLE = Duration.ofMinutes(10);

  /** Header block of a request: 32 KiB. */
  public static final int HEADER_BYTES = 32 << 10;

  /** Request line; GET queries are in it: 32 KiB. */
  public static final int REQUEST_LINE_BYTES = 32 << 10;

  /** How long the listener may take to start or stop. */
  public static final Duration LISTENER = Duration.ofSeconds(10);

  /** After this long a deployment that never ended no longer counts as under way. */
  public static final Duration DEPLOYMENT_LEASE = Duration.ofMinutes(10);

  /** Locks that keep changes of one function, or of one CID, in order. */
  public static final int LOCK_STRIPES = 64;

  /** Slugs with a random suffix tried before giving up. */
  public static final int SLUG_ATTEMPTS = 8;

  /** An instance that has not announced itself for this long counts as gone. */
  public static final Duration INSTANCE_LIFE = Duration.ofSeconds(10);

  /** How often an instance announces itself. */
  public static final Duration INSTANCE_HEARTBEAT = Duration.ofSeconds(2);

  /** How long a deployment waits for all live instances to serve it. */
  public static final Duration ROLLOUT_WAIT = Duration.ofSeconds(5);

  /** First pause between two looks at the instances; doubled from look to look. */
  public static final Duration ROLLOUT_PAUSE = Duration.ofMillis(10);

  /** Longest pause between two looks at the instances. */
  public static final Duration ROLLOUT_LONGEST_PAUSE = Duration.ofMillis(200);

  /** Domains of one function, proven or not. */
  public static final int DOMAINS = 100;

  /** How long the other instances are waited for when they are asked about themselves. */
  public static final Duration SIBLING_WAIT = Duration.ofSeconds(2);

  /** Instances that are asked about themselves at once. */
  public static final int SIBLINGS_ASKED = 100;

  /** Largest answer of an instance about itself: 4 MiB. */
  public static final int SIBLING_ANSWER_BYTES = 4 << 20;

  /** How far the clocks of two instances that ask each other may differ. */
  public static final Duration SIBLING_CLOCKS = Duration.ofMinutes(2);

  /** Characters of a project's name. */
  public static final int PROJECT_NAME_CHARACTERS = 63;

  /** Projects that one project owns. */
  public static final int PROJECTS_OWNED = 1_000;

  /** Log lines given back by one query. */
  public static final int LOG_LINES = 1_000;

  private Limits() {}
}

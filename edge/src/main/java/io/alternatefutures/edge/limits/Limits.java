package io.alternatefutures.edge.limits;

/** Every bound of the data plane. */
public record Limits(ClientLimits client, OriginLimits origin) {
  /** How often deadlines are looked at, in milliseconds: they are kept to within twice that. */
  public static final int TICK_MILLIS = 50;

  /** Largest piece of a body that is handed on at once, in bytes. */
  public static final int BODY_PIECE_BYTES = 64 * 1024;

  /** Body pieces up to this many bytes are copied next to what is written before them. */
  public static final int COALESCE_BYTES = 2 * 1024;

  /** Longest TLS ClientHello. */
  public static final int CLIENT_HELLO_BYTES = 16 * 1024;

  /** Most interim responses (1xx) to one request that are passed on; beyond it 502. */
  public static final int INTERIM_RESPONSES = 16;

  /** Longest {@code X-Request-Id} that is taken over from a client. */
  public static final int REQUEST_ID_LENGTH = 64;

  /** Functions whose compiled routes are kept. */
  public static final int CACHED_ROUTE_TABLES = 100_000;

  /** What the runtime uses unless told otherwise. */
  public static Limits defaults() {
    return new Limits(ClientLimits.defaults(), OriginLimits.defaults());
  }
}

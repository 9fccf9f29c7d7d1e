package io.alternatefutures.edge.limits;

import java.time.Duration;

/** Every bound of the data plane. */
public record Limits(ClientLimits client, OriginLimits origin) {
  /** How often deadlines are looked at, in milliseconds: they are kept to within twice that. */
  public static final int TICK_MILLIS = 50;

  /** Largest piece of a body that is handed on at once, in bytes. */
  public static final int BODY_PIECE_BYTES = 64 * 1024;

  /** Body pieces up to this many bytes are copied next to what is written before them. */
  public static final int COALESCE_BYTES = 2 * 1024;

  /** Channels written to that are flushed before more channels are read. */
  public static final int CHANNELS_FLUSHED_TOGETHER = 64;

  /** Names of fields that each event loop remembers, once for clients and once for targets. */
  public static final int KNOWN_FIELD_NAMES = 256;

  /** Characters of a field's name that is remembered. */
  public static final int KNOWN_FIELD_NAME_LENGTH = 40;

  /** Refused connections that are waited for, so that they get to know why. */
  public static final int LINGERING_REFUSALS = 1_024;

  /** Longest TLS ClientHello. */
  public static final int CLIENT_HELLO_BYTES = 16 * 1024;

  /** Most interim responses (1xx) to one request that are passed on; beyond it 502. */
  public static final int INTERIM_RESPONSES = 16;

  /** Bytes after the fixed part of a PROXY header of version 2; beyond it the connection ends. */
  public static final int PROXY_HEADER_BYTES = 4 * 1024;

  /** Trusted proxies that are passed on the way back to a client. */
  public static final int TRUSTED_PROXIES_PASSED = 32;

  /** Longest {@code X-Request-Id} that is taken over from a client. */
  public static final int REQUEST_ID_LENGTH = 64;

  /** Functions whose compiled routes are kept. */
  public static final int CACHED_ROUTE_TABLES = 100_000;

  /** Clients of one route whose allowances are kept apart. */
  public static final int RATE_LIMITED_CLIENTS = 100_000;

  /** Characters of what tells clients apart; longer ones are kept as their digest. */
  public static final int RATE_LIMIT_KEY_LENGTH = 64;

  /** Bytes of a request body kept so that it can be sent again. */
  public static final int REPLAYED_BODY_BYTES = 64 * 1024;

  /** Bytes of an answer to a request that the runtime itself makes for a route. */
  public static final int COLLECTED_ANSWER_BYTES = 256 * 1024;

  /** Copies of requests that are under way at once. */
  public static final int MIRRORED_REQUESTS = 256;

  /** Bytes of a copied request that wait for the mirror's target. */
  public static final int MIRRORED_BYTES = 256 * 1024;

  /** Bytes of all answers kept for routes with {@code cache}. */
  public static final long CACHED_ANSWER_BYTES = 128L * 1024 * 1024;

  /** Requests that wait for one that fetches what they ask for. */
  public static final int WAITING_FOR_ANSWER = 10_000;

  /** Variants of one cached answer, by the fields it varies on. */
  public static final int CACHED_VARIANTS = 32;

  /** Shorter answers of functions are not compressed, in bytes. */
  public static final int COMPRESSED_BYTES = 1_024;

  /** Answers that are compressed at once, each with some 100 KiB; others go out as they are. */
  public static final int COMPRESSED_ANSWERS = 1_024;

  /** Share of the event loops' time that may go into compressing, in percent. */
  public static final int COMPRESSION_PERCENT = 25;

  /** Passwords that are checked at once. */
  public static final int PASSWORD_CHECKS = 2;

  /** Requests that wait for one of those to end. */
  public static final int WAITING_PASSWORD_CHECKS = 128;

  /** Credentials of one route that are known to be good. */
  public static final int KNOWN_CREDENTIALS = 10_000;

  /** Projects whose use of the network is remembered, before those without rules are forgotten. */
  public static final int EGRESS_PROJECTS = 10_000;

  /** How long bytes count against a project's cap on them. */
  public static final Duration EGRESS_BYTES_WINDOW = Duration.ofMinutes(1);

  /** What the runtime uses unless told otherwise. */
  public static Limits defaults() {
    return new Limits(ClientLimits.defaults(), OriginLimits.defaults());
  }
}

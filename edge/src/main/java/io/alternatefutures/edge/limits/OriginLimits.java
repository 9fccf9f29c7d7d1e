package io.alternatefutures.edge.limits;

import java.time.Duration;

/**
 * What targets, and requests to them, may use. Connection counts are per event loop.
 *
 * @param connectTimeout until a connection is established, TLS included
 * @param streamIdleTimeout longest pause in a response body
 * @param tunnelTimeout longest time without a byte in either direction after the target switched to
 *     another protocol
 * @param idlePerTarget idle connections kept for one target
 * @param idleTimeout how long an idle connection is kept, unless its target asked for less; also
 *     one that switched to another protocol and that one of its sides has ended
 * @param connectionsPerTarget connections to one target, busy or not
 * @param targets targets whose connections are kept apart
 * @param headerBytes largest header block, of a response and of a function's request
 * @param headerFields most header fields, of a response and of a function's request
 * @param addressesTried addresses of one name that are tried for one request
 * @param nameTtl how long a name's addresses are remembered
 * @param nameFailureTtl how long it is remembered that a name has no addresses
 * @param names names remembered
 * @param nameLookups name look-ups under way at once
 * @param nameQueue name look-ups that wait for one of those to end
 */
public record OriginLimits(
    Duration connectTimeout,
    Duration streamIdleTimeout,
    Duration tunnelTimeout,
    int idlePerTarget,
    Duration idleTimeout,
    int connectionsPerTarget,
    int targets,
    int headerBytes,
    int headerFields,
    int addressesTried,
    Duration nameTtl,
    Duration nameFailureTtl,
    int names,
    int nameLookups,
    int nameQueue) {

  /** Fit for targets in the same data centre and on the open Internet. */
  public static OriginLimits defaults() {
    return new OriginLimits(
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        128,
        Duration.ofSeconds(30),
        2_048,
        4_096,
        64 * 1024,
        200,
        3,
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        4_096,
        8,
        512);
  }
}

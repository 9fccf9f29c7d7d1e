package io.alternatefutures.edge.limits;

import java.time.Duration;

/**
 * What one client, and all of them together, may use. Times are kept to {@link Limits#TICK_MILLIS}
 * milliseconds.
 *
 * @param requestLineBytes longest request line; beyond it 414
 * @param headerBytes largest header block; beyond it 431
 * @param headerFields most header fields of one request; beyond it 431
 * @param connections most open client connections; beyond it 503
 * @param pipelinedBytes bytes of further requests held while one is being answered; beyond it the
 *     socket is not read
 * @param drainBytes request body bytes read and thrown away to keep a connection usable after an
 *     early answer; beyond it the connection is closed
 * @param viaHops how often a request may have passed this runtime already; beyond it 508
 * @param headerTimeout from the first byte of a request to the end of its header block; beyond it
 *     408
 * @param keepAliveTimeout how long a connection may wait for its next request
 * @param bodyTimeout longest pause in a request body; beyond it 408
 * @param requestRate how fast a head, or a body that nobody has begun to answer, has to come;
 *     slower is 408
 * @param responseRate how fast a client has to take what waits for it; slower ends the connection
 * @param tunnelTimeout longest time without a byte in either direction after the client switched to
 *     another protocol
 * @param halfOpenTimeout the same once one of the two sides has ended
 * @param lingerTimeout how long a closing connection is still read, so that the client gets the
 *     answer before a reset
 */
public record ClientLimits(
    int requestLineBytes,
    int headerBytes,
    int headerFields,
    int connections,
    int pipelinedBytes,
    int drainBytes,
    int viaHops,
    Duration headerTimeout,
    Duration keepAliveTimeout,
    Duration bodyTimeout,
    MinimumRate requestRate,
    MinimumRate responseRate,
    Duration tunnelTimeout,
    Duration halfOpenTimeout,
    Duration lingerTimeout,
    Http2Limits http2) {

  /** Fit for the open Internet. */
  public static ClientLimits defaults() {
    return new ClientLimits(
        8 * 1024,
        32 * 1024,
        100,
        16_384,
        64 * 1024,
        256 * 1024,
        8,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        new MinimumRate(240, Duration.ofSeconds(5)),
        new MinimumRate(1_024, Duration.ofSeconds(60)),
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Http2Limits.defaults());
  }
}

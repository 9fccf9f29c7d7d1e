package io.alternatefutures.control.http;

import io.alternatefutures.control.Limits;

/**
 * What an operator sets of the control listener.
 *
 * @param bindAddress address or host name to listen on
 * @param port 0 to 65535; 0 picks a free one
 * @param carBytes largest CAR accepted, in bytes
 */
public record ControlOptions(
    String bindAddress, int port, long carBytes, MetricsAccess metricsAccess, Offer offer) {
  /** Where it listens unless told otherwise. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int MAX_PORT = 65_535;

  /** Who may read the metrics. */
  public enum MetricsAccess {
    /** Holders of a token, as with everything but health. */
    TOKEN,
    /** Everybody who reaches the listener, for scrapers that cannot send a token. */
    OPEN
  }

  /** What it answers. */
  public enum Offer {
    /** The whole API. */
    EVERYTHING,
    /** Health, metrics, and blocks for the other instances; no changes. */
    OBSERVATION
  }

  public ControlOptions {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("The port is " + port + "; give 0 to " + MAX_PORT);
    }
    if (carBytes <= 0) {
      throw new IllegalArgumentException(
          "The largest upload is " + carBytes + " bytes; give more than 0");
    }
    if (bindAddress.isBlank()) {
      throw new IllegalArgumentException("The bind address is empty; give one like " + LOOPBACK);
    }
  }

  /** Loopback only, uploads to 100 MiB, metrics with a token. */
  public static ControlOptions onPort(int port) {
    return new ControlOptions(
        LOOPBACK, port, Limits.CAR_BYTES, MetricsAccess.TOKEN, Offer.EVERYTHING);
  }
}

package io.alternatefutures.content;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a {@link ContentStore} is set up.
 *
 * @param directory where blocks are kept; created when needed
 * @param gateways base URLs of trustless gateways, asked in this order; at most {@link
 *     Limits#MAX_GATEWAYS}, http or https
 * @param connectTimeout wait for a connection to a gateway; positive
 * @param gatewayTimeout longest silence of a gateway; positive
 * @param maxFetchBytes most bytes fetched for one root; positive
 */
public record ContentSettings(
    Path directory,
    List<URI> gateways,
    Duration connectTimeout,
    Duration gatewayTimeout,
    long maxFetchBytes) {
  public ContentSettings {
    gateways = List.copyOf(gateways);
    if (gateways.size() > Limits.MAX_GATEWAYS) {
      throw new IllegalArgumentException(
          gateways.size() + " gateways are configured; at most " + Limits.MAX_GATEWAYS);
    }
    gateways.forEach(ContentSettings::requireGateway);
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(gatewayTimeout, "gatewayTimeout");
    if (maxFetchBytes <= 0) {
      throw new IllegalArgumentException("maxFetchBytes must be positive, not " + maxFetchBytes);
    }
  }

  /** Default limits. */
  public static ContentSettings of(Path directory, List<URI> gateways) {
    return new ContentSettings(
        directory,
        gateways,
        Limits.CONNECT_TIMEOUT,
        Limits.GATEWAY_TIMEOUT,
        Limits.MAX_FETCH_BYTES);
  }

  private static void requireGateway(URI gateway) {
    String scheme = gateway.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || gateway.getHost() == null) {
      throw new IllegalArgumentException(
          "Gateway \"" + gateway + "\" is not an http or https URL with a host");
    }
    if (gateway.getRawQuery() != null || gateway.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "Gateway \"" + gateway + "\" is a base URL and has no query or fragment");
    }
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
  }
}

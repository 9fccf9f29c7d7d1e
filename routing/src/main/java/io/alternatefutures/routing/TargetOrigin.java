package io.alternatefutures.routing;

import java.util.Locale;

/**
 * Where a route's target listens. Equal values share connections: this is the key of a pool.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address in lower case; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param protocol the version of HTTP it is spoken to in
 */
public record TargetOrigin(String scheme, String host, int port, OriginProtocol protocol) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  public TargetOrigin {
    scheme = scheme.toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme must be http or https, not " + scheme);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
    }
  }

  /** An origin that is spoken to in whatever version it chooses. */
  public TargetOrigin(String scheme, String host, int port) {
    this(scheme, host, port, OriginProtocol.NEGOTIATED);
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
  }

  /** Whether the target is spoken to over TLS. */
  public boolean secure() {
    return scheme.equals("https");
  }

  /**
   * The value of the {@code Host} header (RFC 9110 section 7.2): the port only when not default.
   */
  public String authority() {
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == defaultPort(scheme) ? bracketed : bracketed + ":" + port;
  }

  /** The origin as a URL without path. */
  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}

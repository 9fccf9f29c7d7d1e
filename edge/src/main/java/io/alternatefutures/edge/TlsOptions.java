package io.alternatefutures.edge;

import io.alternatefutures.edge.tls.TlsCertificates;

/**
 * A listener that speaks TLS.
 *
 * @param port 1 to 65535, or 0 for any that is free
 * @param certificates belong to the caller, who closes them after the server
 * @param plainText what becomes of requests that come without TLS
 */
public record TlsOptions(int port, TlsCertificates certificates, PlainText plainText) {
  /** What becomes of requests that come without TLS. */
  public enum PlainText {
    SERVED,
    REDIRECTED
  }

  public TlsOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }
}

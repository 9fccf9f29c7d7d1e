package io.alternatefutures.routing;

/** Which version of HTTP a target is spoken to in. */
public enum OriginProtocol {
  /** What the target chooses in the TLS handshake; HTTP/1.1 without TLS. */
  NEGOTIATED,
  /** HTTP/2, also without TLS: it is known that the target speaks it. */
  HTTP_2
}

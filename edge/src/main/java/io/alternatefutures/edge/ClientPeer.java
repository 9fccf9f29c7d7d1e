package io.alternatefutures.edge;

/**
 * Who is at the other end of a client connection.
 *
 * @param address of the client or the proxy that connected, without port
 * @param trusted whether it is a proxy whose word on the client is believed
 * @param secure whether it is spoken to over TLS
 */
record ClientPeer(String address, boolean trusted, boolean secure) {
  String scheme() {
    return secure ? "https" : "http";
  }
}

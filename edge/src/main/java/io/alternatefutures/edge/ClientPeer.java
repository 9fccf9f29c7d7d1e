package io.alternatefutures.edge;

import io.alternatefutures.edge.caller.Caller;
import io.alternatefutures.edge.egress.AddressSet;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection.
 *
 * @param connected the client or the proxy that connected
 * @param trustedProxy its address, when it is a proxy whose word on the client is believed
 * @param trusted which proxies are believed
 * @param secure whether it is spoken to over TLS
 */
record ClientPeer(
    Caller connected, @Nullable InetAddress trustedProxy, AddressSet trusted, boolean secure) {

  static ClientPeer of(@Nullable InetAddress address, AddressSet trusted, boolean secure) {
    boolean proxy = address != null && trusted.contains(address);
    return new ClientPeer(Caller.of(address), proxy ? address : null, trusted, secure);
  }

  /** Who made a request that came over the connection. */
  Caller caller(HttpHeaders headers) {
    return trustedProxy == null ? connected : Caller.behind(trustedProxy, trusted, headers);
  }

  String scheme() {
    return secure ? "https" : "http";
  }
}

package io.alternatefutures.edge.caller;

import io.alternatefutures.edge.egress.AddressSet;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who made a request: the nearest address that is no trusted proxy's.
 *
 * @param address without port and brackets; empty when the connection has none
 * @param chain value of {@code X-Forwarded-For}: the address, and the trusted proxies after it
 * @param node the address as a node of RFC 7239 section 6
 * @param proxies further elements of {@code Forwarded}: {@code , for=} and a node for each trusted
 *     proxy
 * @param scheme {@code http} or {@code https} as a trusted proxy was asked; null when none tells
 * @param host as a trusted proxy was asked for it; null when none tells
 */
public record Caller(
    String address,
    String chain,
    String node,
    String proxies,
    @Nullable String scheme,
    @Nullable String host) {

  /** Who is at the other end of a connection; null when that has no address. */
  public static Caller of(@Nullable InetAddress address) {
    return address == null
        ? new Caller("", "", "unknown", "", null, null)
        : along(List.of(address), null, null);
  }

  /** Who is behind a trusted proxy, by the fields that the proxy has sent. */
  public static Caller behind(InetAddress proxy, AddressSet trusted, HttpHeaders headers) {
    return new ForwardingTrail(proxy, trusted).caller(headers);
  }

  /**
   * @param way the addresses from here to the caller
   */
  static Caller along(List<InetAddress> way, @Nullable String scheme, @Nullable String host) {
    InetAddress caller = way.getLast();
    String address = NetUtil.toAddressString(caller);
    if (way.size() == 1) {
      return new Caller(address, address, node(caller), "", scheme, host);
    }
    StringBuilder chain = new StringBuilder(address);
    StringBuilder proxies = new StringBuilder();
    for (int i = way.size() - 2; i >= 0; i--) {
      chain.append(", ").append(NetUtil.toAddressString(way.get(i)));
      proxies.append(", for=").append(node(way.get(i)));
    }
    return new Caller(address, chain.toString(), node(caller), proxies.toString(), scheme, host);
  }

  private static String node(InetAddress address) {
    String text = NetUtil.toAddressString(address);
    return address instanceof Inet6Address ? "\"[" + text + "]\"" : text;
  }
}

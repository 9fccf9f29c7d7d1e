package io.alternatefutures.edge.caller;

import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.limits.Limits;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes from a trusted proxy back towards the client. Each proxy adds whom it was asked by to the
 * right, so the fields are read from the right, and only as far as a trusted proxy wrote: what is
 * left of the first address that is not trusted, anybody may have made up.
 */
final class ForwardingTrail {
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString X_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString X_HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString X_PROTO = AsciiString.cached("x-forwarded-proto");

  private final AddressSet trusted;
  private final List<InetAddress> way = new ArrayList<>(4);

  ForwardingTrail(InetAddress proxy, AddressSet trusted) {
    this.trusted = trusted;
    way.add(proxy);
  }

  /**
   * {@code X-Forwarded-For} goes before {@code Forwarded}: proxies that do not know the younger
   * field pass on what a client has put there.
   */
  Caller caller(HttpHeaders headers) {
    if (!headers.contains(X_FOR) && headers.contains(FORWARDED)) {
      return byForwarded(String.join(",", headers.getAll(FORWARDED)));
    }
    follow(String.join(",", headers.getAll(X_FOR)));
    String proto = headers.get(X_PROTO);
    String host = headers.get(X_HOST);
    return Caller.along(
        way, proto == null ? null : scheme(proto), host == null || host.isEmpty() ? null : host);
  }

  private void follow(String addresses) {
    int end = addresses.length();
    while (end > 0) {
      int comma = addresses.lastIndexOf(',', end - 1);
      if (!goesOn(NodeAddress.ofList(addresses.substring(comma + 1, end).strip()))) {
        return;
      }
      end = comma;
    }
  }

  private Caller byForwarded(String field) {
    ForwardedElement nearest = ForwardedElement.NOTHING;
    int end = field.length();
    while (end > 0) {
      int comma = ForwardedElement.lastComma(field, end);
      ForwardedElement element = ForwardedElement.parse(field.substring(comma + 1, end));
      if (element == null) {
        break;
      }
      nearest = element;
      if (!goesOn(element.node() == null ? null : NodeAddress.of(element.node()))) {
        break;
      }
      end = comma;
    }
    String proto = nearest.proto();
    return Caller.along(way, proto == null ? null : scheme(proto), nearest.host());
  }

  /** Takes a step, and tells whether there may be a further one. */
  private boolean goesOn(@Nullable InetAddress next) {
    if (next == null) {
      return false;
    }
    way.add(next);
    return trusted.contains(next) && way.size() <= Limits.TRUSTED_PROXIES_PASSED;
  }

  private static String scheme(String said) {
    return said.equalsIgnoreCase("https") ? "https" : "http";
  }
}

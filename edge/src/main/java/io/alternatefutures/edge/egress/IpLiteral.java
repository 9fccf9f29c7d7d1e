package io.alternatefutures.edge.egress;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;

/** IP addresses as text: four decimal numbers, or RFC 4291 section 2.2. No other spelling. */
public final class IpLiteral {
  private IpLiteral() {}

  /**
   * The 4 or 16 bytes of an address, given without brackets; null when {@code text} is none. An
   * IPv4-mapped IPv6 address gives 4 bytes.
   */
  public static byte @Nullable [] parse(String text) {
    if (text.indexOf('%') >= 0) {
      return null; // a zone has no meaning off its own machine
    }
    if (text.indexOf(':') < 0) {
      return NetUtil.isValidIpV4Address(text)
          ? NetUtil.createByteArrayFromIpAddressString(text)
          : null;
    }
    if (text.startsWith("[")) {
      return null;
    }
    try {
      return unmap(Inet6Address.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The four bytes of an IPv4-mapped IPv6 address; any other address as it is. */
  static byte[] unmap(byte[] address) {
    if (address.length != 16 || address[10] != -1 || address[11] != -1) {
      return address;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return address;
      }
    }
    return new byte[] {address[12], address[13], address[14], address[15]};
  }
}

package io.alternatefutures.model.egress;

import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;

/** IP addresses as text: four decimal numbers, or RFC 4291 section 2.2. No other spelling. */
public final class IpLiteral {
  private static final int LONGEST = 45;

  private IpLiteral() {}

  /**
   * The 4 or 16 bytes of an address, given without brackets; null when {@code text} is none. An
   * IPv4-mapped IPv6 address gives 4 bytes.
   */
  public static byte @Nullable [] parse(String text) {
    if (text.indexOf(':') < 0) {
      return parseFour(text);
    }
    // A zone has no meaning off its own machine.
    if (text.length() > LONGEST || text.startsWith("[") || text.indexOf('%') >= 0) {
      return null;
    }
    try {
      return unmap(Inet6Address.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] parseFour(String text) {
    byte[] address = new byte[4];
    int at = 0;
    for (int i = 0; i < address.length; i++) {
      int start = at;
      int number = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        number = number * 10 + (text.charAt(at++) - '0');
      }
      boolean octal = at - start > 1 && text.charAt(start) == '0';
      boolean ended = i == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == start || octal || number > 255 || !ended) {
        return null;
      }
      address[i] = (byte) number;
      at++;
    }
    return address;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The four bytes of an IPv4-mapped IPv6 address; any other address as it is. */
  public static byte[] unmap(byte[] address) {
    if (address.length != 16 || address[10] != -1 || address[11] != -1 || !isZero(address, 0, 10)) {
      return address;
    }
    return four(address, 12);
  }

  /**
   * The IPv4 address that an IPv6 address stands for at the other end of a translator or tunnel:
   * NAT64 (RFC 6052, the well-known prefix), 6to4 (RFC 3056), IPv4-compatible (RFC 4291 section
   * 2.5.5.1); null when it stands for none.
   */
  public static byte @Nullable [] embedded(byte[] address) {
    if (address.length != 16) {
      return null;
    }
    if (address[0] == 0x20 && address[1] == 0x02) {
      return four(address, 2);
    }
    boolean nat64 =
        address[0] == 0
            && address[1] == 0x64
            && address[2] == (byte) 0xFF
            && address[3] == (byte) 0x9B
            && isZero(address, 4, 12);
    return nat64 || isZero(address, 0, 12) ? four(address, 12) : null;
  }

  private static boolean isZero(byte[] address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] four(byte[] address, int from) {
    return new byte[] {address[from], address[from + 1], address[from + 2], address[from + 3]};
  }
}

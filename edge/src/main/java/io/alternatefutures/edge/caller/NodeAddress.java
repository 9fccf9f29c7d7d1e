package io.alternatefutures.edge.caller;

import io.alternatefutures.model.egress.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as proxies write them, with or without a port. */
final class NodeAddress {
  private static final int LONGEST_PORT = 32;

  private NodeAddress() {}

  /** The address of an entry of {@code X-Forwarded-For}; null when it is none. */
  static @Nullable InetAddress ofList(String entry) {
    boolean bareIpv6 = entry.indexOf(':') != entry.lastIndexOf(':') && !entry.startsWith("[");
    return bareIpv6 ? address(entry) : of(entry);
  }

  /**
   * The address of a node (RFC 7239 section 6): IPv6 in brackets; null for {@code unknown},
   * obfuscated identifiers and what is no node.
   */
  static @Nullable InetAddress of(String node) {
    boolean ipv6 = node.startsWith("[");
    int end = ipv6 ? node.indexOf(']') + 1 : node.indexOf(':');
    if (end < 0) {
      end = node.length();
    }
    if (end < node.length() && !isPort(node, end)) {
      return null;
    }
    if (!ipv6) {
      return address(node.substring(0, end));
    }
    String inside = end < 2 ? "" : node.substring(1, end - 1);
    return inside.indexOf(':') < 0 ? null : address(inside);
  }

  /** Whether {@code :} and a port, in digits or obfuscated, are what is left. */
  private static boolean isPort(String node, int colon) {
    int length = node.length() - colon - 1;
    if (node.charAt(colon) != ':' || length < 1 || length > LONGEST_PORT) {
      return false;
    }
    boolean obfuscated = node.charAt(colon + 1) == '_' && length > 1;
    for (int i = colon + 1; i < node.length(); i++) {
      char c = node.charAt(i);
      boolean fits = obfuscated ? isIdentifier(c) : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return obfuscated || length <= 5;
  }

  private static boolean isIdentifier(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static @Nullable InetAddress address(String literal) {
    byte[] bytes = IpLiteral.parse(literal);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

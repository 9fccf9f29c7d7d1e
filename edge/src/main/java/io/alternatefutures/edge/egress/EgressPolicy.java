package io.alternatefutures.edge.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses may be connected to. Whatever is not globally reachable unicast is denied (the
 * IANA special-purpose registries, RFC 6890): loopback, private, shared, link-local and so cloud
 * metadata, multicast, and IPv6 addresses that stand for IPv4 ones. An allow list makes exceptions.
 *
 * <p>The decision is over the address that is about to be connected to, after name resolution; how
 * the address was spelled, and what the name resolved to earlier, play no part.
 */
public final class EgressPolicy {
  private static final List<AddressBlock> DENIED =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared (carrier-grade NAT)
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // a cloud provider's metadata, on a public address
          "169.254.0.0/16", // link-local, metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // IETF protocol assignments, metadata
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relay
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // IETF protocol assignments: Teredo, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation

  /**
   * The only IPv6 unicast block in use. What lies outside is denied as a whole: unspecified,
   * loopback, IPv4-compatible, NAT64 (64:ff9b::/96), discard-only, unique local, link-local,
   * site-local, multicast.
   */
  private static final AddressBlock GLOBAL_IPV6 = AddressBlock.parse("2000::/3");

  private final List<AddressBlock> allowedBlocks;
  private final Set<String> allowedHosts;
  private final List<String> allowedSuffixes;

  private EgressPolicy(
      List<AddressBlock> allowedBlocks, Set<String> allowedHosts, List<String> allowedSuffixes) {
    this.allowedBlocks = List.copyOf(allowedBlocks);
    this.allowedHosts = Set.copyOf(allowedHosts);
    this.allowedSuffixes = List.copyOf(allowedSuffixes);
  }

  /** The default denial without exceptions. */
  public static EgressPolicy strict() {
    return new EgressPolicy(List.of(), Set.of(), List.of());
  }

  /**
   * The default denial with exceptions.
   *
   * @param allow comma-separated IP addresses, CIDRs, host names, or {@code *.} and a domain for
   *     all names below it; blank for none
   * @throws IllegalArgumentException naming the entry and what is wrong with it
   */
  public static EgressPolicy parse(String allow) {
    List<AddressBlock> blocks = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    List<String> suffixes = new ArrayList<>();
    for (String part : allow.split(",", -1)) {
      String entry = part.strip().toLowerCase(Locale.ROOT);
      if (entry.isEmpty()) {
        continue;
      }
      if (entry.startsWith("*.") && isHostName(entry.substring(2))) {
        suffixes.add(entry.substring(1));
      } else if (isHostName(entry)) {
        hosts.add(entry);
      } else {
        blocks.add(parseBlock(entry));
      }
    }
    return new EgressPolicy(blocks, hosts, suffixes);
  }

  /**
   * Whether {@code address}, to which {@code host} resolved, may be connected to.
   *
   * @param host host of the URL; matters only for host names in the allow list
   */
  public boolean allows(String host, InetAddress address) {
    byte[] bytes = IpLiteral.unmap(address.getAddress());
    for (AddressBlock block : allowedBlocks) {
      if (block.contains(bytes)) {
        return true;
      }
    }
    return !isDenied(bytes) || allowsHost(host);
  }

  private static boolean isDenied(byte[] address) {
    if (address.length == 16 && !GLOBAL_IPV6.contains(address)) {
      return true;
    }
    for (AddressBlock block : DENIED) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private boolean allowsHost(String host) {
    if (allowedHosts.isEmpty() && allowedSuffixes.isEmpty()) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return allowedHosts.contains(name) || allowedSuffixes.stream().anyMatch(name::endsWith);
  }

  private static AddressBlock parseBlock(String entry) {
    try {
      return AddressBlock.parse(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid egress allowance \""
              + entry
              + "\": "
              + e.getMessage()
              + ". Expected an IP address, a CIDR such as 10.0.0.0/8, or a host name");
    }
  }

  /** Whether it is a host name that cannot be mistaken for a number. */
  private static boolean isHostName(String text) {
    String[] labels = text.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()
          || label.length() > 63
          || !label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")) {
        return false;
      }
    }
    return text.length() <= 253 && !Character.isDigit(labels[labels.length - 1].charAt(0));
  }

  private static List<AddressBlock> blocks(String... texts) {
    return Arrays.stream(texts).map(AddressBlock::parse).toList();
  }
}

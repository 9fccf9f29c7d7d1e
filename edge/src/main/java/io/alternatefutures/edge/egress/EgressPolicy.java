package io.alternatefutures.edge.egress;

import io.alternatefutures.model.egress.AddressBlock;
import io.alternatefutures.model.egress.EgressRules;
import io.alternatefutures.model.egress.HostNames;
import io.alternatefutures.model.egress.IpLiteral;
import io.alternatefutures.model.egress.TargetPattern;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

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

  private final List<TargetPattern> allow;
  private final List<TargetPattern> deny;

  private EgressPolicy(List<TargetPattern> allow, List<TargetPattern> deny) {
    this.allow = List.copyOf(allow);
    this.deny = List.copyOf(deny);
  }

  /** The default denial without exceptions. */
  public static EgressPolicy strict() {
    return new EgressPolicy(List.of(), List.of());
  }

  /** The default denial with exceptions. */
  public static EgressPolicy parse(String allow) {
    return parse(allow, "");
  }

  /**
   * The default denial with exceptions, and what is denied whatever else is said.
   *
   * @param allow comma-separated {@link TargetPattern}s; blank for none
   * @param deny the same
   * @throws IllegalArgumentException naming the entry and what is wrong with it
   */
  public static EgressPolicy parse(String allow, String deny) {
    List<TargetPattern> allowed = patterns(allow);
    if (allowed.stream().anyMatch(TargetPattern::isOfAll)) {
      throw new IllegalArgumentException(
          "Invalid egress allowance \"*\": it would allow this machine itself and metadata"
              + " services. Name hosts or addresses, such as 10.0.0.0/8");
    }
    return new EgressPolicy(allowed, patterns(deny));
  }

  private static List<TargetPattern> patterns(String list) {
    return EgressRules.patterns(
        Arrays.stream(list.split(",", -1)).filter(entry -> !entry.isBlank()).toList());
  }

  /** Whether an address may be connected to at the port that goes without saying. */
  boolean allows(String host, InetAddress address) {
    return allows(HostNames.canonical(host), address, 443);
  }

  /**
   * Whether {@code address}, to which {@code host} resolved, may be connected to.
   *
   * @param host host of the URL, canonical; matters only for names in the lists
   */
  public boolean allows(String host, InetAddress address, int port) {
    byte[] bytes = IpLiteral.unmap(address.getAddress());
    return !TargetPattern.anyMatches(deny, host, bytes, port)
        && (!isDenied(bytes) || TargetPattern.anyMatches(allow, host, bytes, port));
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

  private static List<AddressBlock> blocks(String... texts) {
    return Arrays.stream(texts).map(AddressBlock::parse).toList();
  }
}

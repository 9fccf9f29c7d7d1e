package io.alternatefutures.edge.egress;

import io.alternatefutures.model.egress.AddressBlock;
import io.alternatefutures.model.egress.IpLiteral;
import java.net.InetAddress;
import java.util.List;

/** A set of IP addresses, such as those of trusted proxies. */
public final class AddressSet {
  private final List<AddressBlock> blocks;

  private AddressSet(List<AddressBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The addresses in any of {@code cidrs}.
   *
   * @throws IllegalArgumentException naming the entry and what is wrong with it
   */
  public static AddressSet of(List<String> cidrs) {
    return new AddressSet(cidrs.stream().map(AddressSet::parse).toList());
  }

  private static AddressBlock parse(String cidr) {
    try {
      return AddressBlock.parse(cidr.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Invalid address \"" + cidr + "\": " + e.getMessage(), e);
    }
  }

  /** Whether {@code address} is in the set; IPv4-mapped IPv6 addresses count as IPv4 ones. */
  public boolean contains(InetAddress address) {
    if (blocks.isEmpty()) {
      return false;
    }
    byte[] bytes = IpLiteral.unmap(address.getAddress());
    for (AddressBlock block : blocks) {
      if (block.contains(bytes)) {
        return true;
      }
    }
    return false;
  }
}

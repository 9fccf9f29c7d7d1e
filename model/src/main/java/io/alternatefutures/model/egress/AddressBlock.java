package io.alternatefutures.model.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param prefix 4 or 16 bytes, zero after {@code bits}
 * @param bits how many leading bits make up the block
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record AddressBlock(byte[] prefix, int bits) {

  /**
   * Parses an address or a CIDR.
   *
   * @throws IllegalArgumentException with a message that says what is wrong
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes = IpLiteral.parse(address);
    if (bytes == null) {
      throw new IllegalArgumentException("\"" + address + "\" is not an IP address");
    }
    int bits = bytes.length * 8;
    if (slash >= 0) {
      bits = parseBits(text.substring(slash + 1), bits);
    }
    byte[] masked = mask(bytes, bits);
    if (!java.util.Arrays.equals(masked, bytes)) {
      throw new IllegalArgumentException(
          "it has bits set after the first " + bits + "; did you mean " + text(masked, bits) + "?");
    }
    return new AddressBlock(bytes, bits);
  }

  private static int parseBits(String text, int most) {
    boolean digits = !text.isEmpty() && text.length() <= 3;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int bits = digits ? Integer.parseInt(text) : -1;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "the prefix length \"" + text + "\" is not a number from 0 to " + most);
    }
    return bits;
  }

  private static byte[] mask(byte[] address, int bits) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int kept = Math.clamp(bits - i * 8L, 0, 8);
      masked[i] = (byte) (address[i] & (0xFF00 >> kept));
    }
    return masked;
  }

  private static String text(byte[] prefix, int bits) {
    try {
      return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether {@code address}, of 4 or 16 bytes, is in this block. */
  public boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xFF00 >> rest) & 0xFF) == 0;
  }

  @Override
  public String toString() {
    return text(prefix, bits);
  }
}

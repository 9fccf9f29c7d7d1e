package io.alternatefutures.edge.caller;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.model.egress.IpLiteral;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What comes first on a connection from a load balancer that speaks the PROXY protocol, version 1
 * or 2: whose connection it passes on.
 */
public sealed interface ProxyHeader {
  /** More bytes are needed. */
  record Incomplete() implements ProxyHeader {}

  /**
   * A whole header.
   *
   * @param source who connected to the load balancer; null when the connection is its own, or comes
   *     by something else than TCP
   * @param length bytes that the header takes
   */
  record Whole(@Nullable InetAddress source, int length) implements ProxyHeader {}

  /**
   * No header.
   *
   * @param reason for the log
   */
  record Invalid(String reason) implements ProxyHeader {}

  /** Reads the header at the reader index, which stays where it is. */
  static ProxyHeader read(ByteBuf in) {
    if (in.readableBytes() == 0) {
      return new Incomplete();
    }
    return in.getByte(in.readerIndex()) == 'P' ? Text.read(in) : Binary.read(in);
  }

  /** Whether {@code in} begins like a header of either version. */
  static boolean isAt(ByteBuf in) {
    return startsWith(in, Text.START, Text.START.length)
        || startsWith(in, Binary.SIGNATURE, Binary.TELLING);
  }

  private static boolean startsWith(ByteBuf in, byte[] start, int length) {
    return in.readableBytes() >= length && agrees(in, start, length);
  }

  /**
   * Whether the first bytes of {@code in}, as far as they are there, are those of {@code start}.
   */
  private static boolean agrees(ByteBuf in, byte[] start, int length) {
    int there = Math.min(length, in.readableBytes());
    for (int i = 0; i < there; i++) {
      if (in.getByte(in.readerIndex() + i) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Version 1: a line of text. */
  final class Text {
    private static final byte[] START = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 107;

    private Text() {}

    static ProxyHeader read(ByteBuf in) {
      if (!agrees(in, START, START.length)) {
        return new Invalid("it does not begin with PROXY");
      }
      int most = Math.min(LONGEST, in.readableBytes());
      int end = in.indexOf(in.readerIndex(), in.readerIndex() + most, (byte) '\n');
      if (end < 0) {
        return in.readableBytes() < LONGEST
            ? new Incomplete()
            : new Invalid("the line is longer than " + LONGEST + " bytes");
      }
      int length = end - in.readerIndex() + 1;
      if (in.getByte(end - 1) != '\r') {
        return new Invalid("the line does not end in CR LF");
      }
      return parse(in.toString(in.readerIndex(), length - 2, StandardCharsets.US_ASCII), length);
    }

    private static ProxyHeader parse(String line, int length) {
      String[] words = line.split(" ", -1);
      if (words[1].equals("UNKNOWN")) {
        return new Whole(null, length);
      }
      boolean ipv6 = words[1].equals("TCP6");
      if (!ipv6 && !words[1].equals("TCP4")) {
        return new Invalid("neither TCP4, TCP6 nor UNKNOWN");
      }
      if (words.length != 6 || !isPort(words[4]) || !isPort(words[5])) {
        return new Invalid("not two addresses and two ports");
      }
      byte[] source = address(words[2], ipv6);
      return source == null || address(words[3], ipv6) == null
          ? new Invalid("not addresses of the family named")
          : new Whole(ProxyHeader.address(source), length);
    }

    private static byte @Nullable [] address(String text, boolean ipv6) {
      return text.indexOf(':') >= 0 == ipv6 ? IpLiteral.parse(text) : null;
    }

    private static boolean isPort(String text) {
      boolean digits = !text.isEmpty() && text.length() <= 5;
      for (int i = 0; digits && i < text.length(); i++) {
        digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
      }
      boolean padded = text.length() > 1 && text.startsWith("0");
      return digits && !padded && Integer.parseInt(text) <= 65_535;
    }
  }

  /** Version 2: binary, with addresses, ports, and records (TLV) that are passed over. */
  final class Binary {
    private static final byte[] SIGNATURE = {
      '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };

    /** Bytes of the signature that no request begins with. */
    private static final int TELLING = 5;

    private static final int FIXED = 16;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private Binary() {}

    static ProxyHeader read(ByteBuf in) {
      if (!agrees(in, SIGNATURE, SIGNATURE.length)) {
        return new Invalid("it does not begin with the signature");
      }
      if (in.readableBytes() < FIXED) {
        return new Incomplete();
      }
      int at = in.readerIndex();
      int rest = in.getUnsignedShort(at + 14);
      if (rest > Limits.PROXY_HEADER_BYTES) {
        return new Invalid("it is longer than " + Limits.PROXY_HEADER_BYTES + " bytes");
      }
      int command = in.getUnsignedByte(at + 12);
      if (command != LOCAL && command != PROXY) {
        return new Invalid("neither LOCAL nor PROXY of version 2");
      }
      if (in.readableBytes() < FIXED + rest) {
        return new Incomplete();
      }
      return command == LOCAL
          ? new Whole(null, FIXED + rest)
          : parse(in, in.getUnsignedByte(at + 13), rest);
    }

    private static ProxyHeader parse(ByteBuf in, int family, int rest) {
      return switch (family) {
        case 0x00 -> new Whole(null, FIXED + rest); // not told
        case 0x11 -> source(in, 4, rest);
        case 0x21 -> source(in, 16, rest);
        case 0x31 -> new Whole(null, FIXED + rest); // a Unix socket
        default -> new Invalid("an address family or transport that is not supported");
      };
    }

    private static ProxyHeader source(ByteBuf in, int size, int rest) {
      if (rest < 2 * size + 4) {
        return new Invalid("too short for its addresses");
      }
      byte[] source = new byte[size];
      in.getBytes(in.readerIndex() + FIXED, source);
      return new Whole(address(source), FIXED + rest);
    }
  }
}

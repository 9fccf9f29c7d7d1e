package io.alternatefutures.model.egress;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Some of the targets that there are, written as a host name, {@code *.} and a domain for the names
 * below it, an IP address, a CIDR, or {@code *} for all, and after a colon, when it is about one
 * port or a range of them, that: {@code api.example.com}, {@code *.example.com:443}, {@code
 * 203.0.113.0/24:8000-8999}, {@code [2001:db8::/32]:443}, {@code *:25}.
 *
 * <p>Addresses are matched by what a name resolved to; names by what the URL says, whatever the
 * case and with or without the final dot.
 */
public final class TargetPattern {
  private static final int LONGEST = 300;
  private static final int LAST_PORT = 65_535;
  private static final String EXPECTED =
      "Expected a host such as api.example.com, *.example.com, an IP address, a CIDR such as"
          + " 10.0.0.0/8, or *, and optionally a port such as :443 or :8000-8999";

  private final String text;
  private final @Nullable String name;
  private final @Nullable AddressBlock block;
  private final int firstPort;
  private final int lastPort;

  private TargetPattern(
      String text,
      @Nullable String name,
      @Nullable AddressBlock block,
      int firstPort,
      int lastPort) {
    this.text = text;
    this.name = name;
    this.block = block;
    this.firstPort = firstPort;
    this.lastPort = lastPort;
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException naming what is wrong with it, and what was expected
   */
  public static TargetPattern parse(String source) {
    String text = source.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty() || text.length() > LONGEST) {
      throw invalid(source, "it has " + text.length() + " characters");
    }
    int colon = portColon(text);
    String host = colon < 0 ? text : text.substring(0, colon);
    String[] ports = colon < 0 ? new String[0] : text.substring(colon + 1).split("-", -1);
    if (ports.length > 2) {
      throw invalid(source, "\"" + text.substring(colon + 1) + "\" is not a range of ports");
    }
    int first = ports.length == 0 ? 1 : port(source, ports[0]);
    int last = ports.length == 0 ? LAST_PORT : port(source, ports[ports.length - 1]);
    if (first > last) {
      throw invalid(source, "the range of ports ends before it begins");
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      return new TargetPattern(
          text, null, block(source, host.substring(1, host.length() - 1)), first, last);
    }
    if (host.equals("*")) {
      return new TargetPattern(text, null, null, first, last);
    }
    if (HostNames.isName(host.startsWith("*.") ? host.substring(2) : host)) {
      String name = host.startsWith("*.") ? host.substring(1) : host;
      return new TargetPattern(text, name, null, first, last);
    }
    return new TargetPattern(text, null, block(source, host), first, last);
  }

  /** Where the port's colon is; an IPv6 address has a port only when it is in brackets. */
  private static int portColon(String text) {
    int colon = text.lastIndexOf(':');
    boolean bare = !text.startsWith("[") && text.indexOf(':') != colon;
    return bare || colon < text.lastIndexOf(']') ? -1 : colon;
  }

  private static int port(String source, String text) {
    boolean digits = !text.isEmpty() && text.length() <= 5;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int port = digits ? Integer.parseInt(text) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw invalid(source, "\"" + text + "\" is not a port from 1 to " + LAST_PORT);
    }
    return port;
  }

  private static AddressBlock block(String source, String text) {
    try {
      return AddressBlock.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(source, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException invalid(String source, String why) {
    String shown = source.length() > LONGEST ? source.substring(0, LONGEST) + "…" : source;
    return new IllegalArgumentException(
        "Invalid egress entry \"" + shown + "\": " + why + ". " + EXPECTED);
  }

  /** Whether every host matches. */
  public boolean isOfAll() {
    return name == null && block == null;
  }

  /**
   * Whether a target, or the IPv4 address that its address stands for, matches one of {@code
   * patterns}; the parameters are those of {@link #matches}.
   */
  public static boolean anyMatches(
      List<TargetPattern> patterns, String host, byte[] address, int port) {
    if (patterns.isEmpty()) {
      return false;
    }
    byte[] inner = IpLiteral.embedded(address);
    for (TargetPattern pattern : patterns) {
      if (pattern.matches(host, address, port)
          || (inner != null && pattern.matches(host, inner, port))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a target is one of these.
   *
   * @param host the URL's host, in lower case and without a final dot
   * @param address what it resolved to, of 4 or 16 bytes, IPv4-mapped ones as 4
   */
  public boolean matches(String host, byte[] address, int port) {
    if (port < firstPort || port > lastPort) {
      return false;
    }
    if (name != null) {
      return name.charAt(0) == '.' ? host.endsWith(name) : host.equals(name);
    }
    return block == null || block.contains(address);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TargetPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it is written. */
  @Override
  public String toString() {
    return text;
  }
}

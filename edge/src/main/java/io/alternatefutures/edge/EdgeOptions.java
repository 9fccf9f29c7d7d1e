package io.alternatefutures.edge;

import io.alternatefutures.edge.egress.AddressSet;
import io.alternatefutures.edge.limits.ClientLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the listener behaves.
 *
 * @param bindAddress address to listen on, {@code 0.0.0.0} or {@code ::} for all
 * @param port 1 to 65535, or 0 for any that is free
 * @param baseDomains domains below which a host's first label is a function's slug; at least one
 * @param routing whether routes are looked at, or every request runs code
 * @param routeCacheTtl how long compiled routes are kept
 * @param trustedProxies peers whose {@code X-Forwarded-*} and {@code Forwarded} fields are believed
 * @param proxyProtocol peers whose connections begin with a PROXY header; it is refused from others
 * @param compression whether functions' answers are compressed for clients that ask for it
 * @param tls a second listener, with TLS; null for none
 * @param drainTimeout how long {@link EdgeServer#close} waits for requests under way
 */
public record EdgeOptions(
    String bindAddress,
    int port,
    List<String> baseDomains,
    Routing routing,
    Duration routeCacheTtl,
    AddressSet trustedProxies,
    AddressSet proxyProtocol,
    Compression compression,
    Duration drainTimeout,
    ClientLimits limits,
    @Nullable TlsOptions tls) {

  /** Whether routes are looked at. */
  public enum Routing {
    ENABLED,
    DISABLED
  }

  /** What becomes of functions' answers. */
  public enum Compression {
    NEGOTIATED,
    OFF
  }

  public EdgeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (baseDomains.isEmpty()) {
      throw new IllegalArgumentException("at least one base domain is needed");
    }
    baseDomains = baseDomains.stream().map(EdgeOptions::domain).toList();
    if (routeCacheTtl.isNegative()) {
      throw new IllegalArgumentException("routeCacheTtl must not be negative: " + routeCacheTtl);
    }
  }

  private static String domain(String text) {
    String domain = text.strip().toLowerCase(Locale.ROOT);
    boolean valid = !domain.isEmpty() && domain.length() <= 253;
    for (String label : domain.split("\\.", -1)) {
      valid &= label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }
    if (!valid) {
      throw new IllegalArgumentException("\"" + text + "\" is not a domain name");
    }
    return domain;
  }

  /** All addresses, any port, {@code localhost}, routing on, nobody trusted. */
  public static EdgeOptions defaults() {
    return new EdgeOptions(
        "0.0.0.0",
        0,
        List.of("localhost"),
        Routing.ENABLED,
        Duration.ofMinutes(5),
        AddressSet.of(List.of()),
        AddressSet.of(List.of()),
        Compression.NEGOTIATED,
        Duration.ofSeconds(10),
        ClientLimits.defaults(),
        null);
  }
}

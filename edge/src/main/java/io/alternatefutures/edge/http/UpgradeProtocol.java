package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The protocol that a head's {@code Upgrade} field names (RFC 9110 section 7.8). */
public final class UpgradeProtocol {
  private static final int LONGEST = 64;

  private UpgradeProtocol() {}

  /**
   * The one protocol named; null when there is none, or more than one. Other versions of HTTP and
   * TLS count as none: requests inside them would be out of sight.
   */
  public static @Nullable String of(HttpHeaders headers) {
    String protocol = headers.get(HttpHeaderNames.UPGRADE);
    if (protocol == null || protocol.isEmpty() || protocol.length() > LONGEST) {
      return null;
    }
    List<String> all = headers.getAll(HttpHeaderNames.UPGRADE);
    int slash = protocol.indexOf('/');
    String name = slash < 0 ? protocol : protocol.substring(0, slash);
    String version = slash < 0 ? "1" : protocol.substring(slash + 1);
    if (all.size() > 1 || !isToken(name) || !isToken(version)) {
      return null;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "http", "h2", "h2c", "tls" -> null;
      default -> protocol;
    };
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && HttpHeaderValidationUtil.validateToken(text) < 0;
  }
}

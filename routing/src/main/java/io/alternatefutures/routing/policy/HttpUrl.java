package io.alternatefutures.routing.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL that the runtime itself asks for.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address in lower case; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param requestTarget path and query; starts with {@code /}
 */
public record HttpUrl(String scheme, String host, int port, String requestTarget) {

  static @Nullable HttpUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException _) {
      return null;
    }
    if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
      return null;
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
    if ((!secure && !scheme.equals("http")) || port < 1 || port > 65_535) {
      return null;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new HttpUrl(
        scheme,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }
}

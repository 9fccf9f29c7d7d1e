package io.alternatefutures.routing;

import java.net.IDN;
import java.net.Inet6Address;
import java.util.List;
import java.util.Locale;

/** Reads the target URL of one route; every message names the route. */
final class TargetUrl {
  private static final String SEPARATOR = "//";

  private final String pattern;
  private final String url;

  private TargetUrl(String pattern, String url) {
    this.pattern = pattern;
    this.url = url;
  }

  /**
   * Compiles the target {@code url} of a route.
   *
   * @param names what {@code :name} can stand for
   * @param appendsRest whether what the pattern's first wildcard matched follows the URL's path
   * @throws InvalidRoutesException when it cannot be a target of that route
   */
  static TargetTemplate parse(
      PathPattern pattern, List<String> names, String url, boolean appendsRest) {
    return new TargetUrl(pattern.text(), url).parse(pattern, names, appendsRest);
  }

  private TargetTemplate parse(PathPattern compiled, List<String> names, boolean appendsRest) {
    if (url.length() > Limits.MAX_TARGET_LENGTH) {
      throw new InvalidRoutesException(
          "Invalid target URL for path \""
              + pattern
              + "\". Target must have at most "
              + Limits.MAX_TARGET_LENGTH
              + " characters");
    }
    String scheme = scheme();
    int authorityStart = scheme.length() + 1 + SEPARATOR.length();
    if (!url.startsWith(SEPARATOR, scheme.length() + 1)) {
      throw notAUrl();
    }
    int authorityEnd = endOf(authorityStart, "/?#");
    TargetOrigin origin = origin(scheme, url.substring(authorityStart, authorityEnd));
    int pathEnd = endOf(authorityEnd, "?#");
    String path = path(url.substring(authorityEnd, pathEnd), compiled, names);
    int queryEnd = endOf(pathEnd, "#");
    String query = query(url.substring(Math.min(pathEnd + 1, queryEnd), queryEnd));
    return new TargetTemplate(
        origin, UrlTemplate.parse(path, names), UrlTemplate.parse(query, names), appendsRest);
  }

  private String scheme() {
    int colon = url.indexOf(':');
    boolean valid = colon > 0;
    for (int i = 0; valid && i < colon; i++) {
      char c = url.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      valid = letter || (i > 0 && later);
    }
    if (!valid) {
      throw notAUrl();
    }
    String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw invalid(url, "Must use http:// or https:// protocol");
    }
    return scheme;
  }

  private int endOf(int start, String delimiters) {
    int i = start;
    while (i < url.length() && delimiters.indexOf(url.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private TargetOrigin origin(String scheme, String authority) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      // The message leaves the credentials out: it may be logged.
      String shown = scheme + ":" + SEPARATOR + "***" + authority.substring(at);
      throw invalid(shown, "Must not contain a user name or password");
    }
    int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (hostEnd < 0) {
      hostEnd = authority.length();
    }
    String host = host(authority.substring(0, hostEnd));
    return new TargetOrigin(scheme, host, port(scheme, authority.substring(hostEnd)));
  }

  private String host(String text) {
    if (text.startsWith("[")) {
      String address = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
      requireIpv6(address);
      return address;
    }
    String host;
    try {
      host = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      throw notAUrl();
    }
    boolean valid = !host.isEmpty() && host.length() <= Limits.MAX_HOST_LENGTH;
    for (int i = 0; valid && i < host.length(); i++) {
      char c = host.charAt(i);
      valid = c == '.' ? i > 0 && host.charAt(i - 1) != '.' : PathPattern.isNameCharacter(c);
    }
    if (!valid) {
      throw notAUrl();
    }
    return host;
  }

  private void requireIpv6(String address) {
    try {
      if (address.indexOf('%') < 0) {
        Inet6Address.ofLiteral(address);
        return;
      }
    } catch (IllegalArgumentException _) {
      throw notAUrl();
    }
    throw notAUrl();
  }

  private int port(String scheme, String text) {
    if (text.isEmpty() || text.equals(":")) {
      return TargetOrigin.defaultPort(scheme);
    }
    boolean valid = text.charAt(0) == ':' && text.length() <= 6;
    int port = 0;
    for (int i = 1; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid = c >= '0' && c <= '9';
      port = port * 10 + (c - '0');
    }
    if (!valid || port < 1 || port > 65_535) {
      throw notAUrl();
    }
    return port;
  }

  private String path(String text, PathPattern compiled, List<String> names) {
    String path;
    try {
      path = RequestPath.normaliseText(text);
    } catch (InvalidPathException _) {
      throw notAUrl();
    }
    String unknown = UrlTemplate.unknownParameter(path, names);
    if (unknown != null) {
      throw invalid(url, "The path pattern has no parameter \":" + unknown + "\"");
    }
    // "http://host/users/*" says where to append, which is what happens anyway.
    boolean marksAppending = compiled.kind() == PathPattern.Kind.WILDCARDS && path.endsWith("/*");
    return marksAppending ? path.substring(0, path.length() - 2) : path;
  }

  private String query(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (PathCharacters.isControl(text.charAt(i)) || text.charAt(i) == ' ') {
        throw notAUrl();
      }
    }
    StringBuilder query = new StringBuilder();
    TargetTemplate.appendRawQuery(query, PathCharacters.toWire(text));
    return query.toString();
  }

  private InvalidRoutesException notAUrl() {
    return invalid(url, "Must be a valid URL");
  }

  private InvalidRoutesException invalid(String shownUrl, String why) {
    return new InvalidRoutesException(
        "Invalid target URL \"" + shownUrl + "\" for path \"" + pattern + "\". " + why);
  }
}

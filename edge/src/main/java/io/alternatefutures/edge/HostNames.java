package io.alternatefutures.edge;

import io.alternatefutures.model.Slug;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what selects the function in a request's host: the slug in {@code SLUG.<base domain>}, or
 * the whole name; in any case, with any port.
 */
final class HostNames {
  private final List<String> suffixes;

  /**
   * @param baseDomains in lower case
   */
  HostNames(List<String> baseDomains) {
    this.suffixes = baseDomains.stream().map(domain -> "." + domain).toList();
  }

  /**
   * The slug in {@code authority}; null when it is not one label below a base domain.
   *
   * @param authority value of a {@code Host} field
   */
  @Nullable String slug(String authority) {
    int end = endOfHost(authority);
    for (String suffix : suffixes) {
      int start = end - suffix.length();
      if (start > 0 && authority.regionMatches(true, start, suffix, 0, suffix.length())) {
        String label = authority.substring(0, start).toLowerCase(Locale.ROOT);
        return Slug.isValid(label) ? label : null;
      }
    }
    return null;
  }

  /** The host in {@code authority}, in lower case, without its port and the dot at its end. */
  static String host(String authority) {
    return authority.substring(0, endOfHost(authority)).toLowerCase(Locale.ROOT);
  }

  private static int endOfHost(String authority) {
    int colon = authority.indexOf(':');
    int end = colon < 0 ? authority.length() : colon;
    return end > 0 && authority.charAt(end - 1) == '.' ? end - 1 : end;
  }

  /** Whether {@code authority} can be the value of a {@code Host} field (RFC 9112 section 3.2). */
  static boolean isAuthority(String authority) {
    int i = 0;
    int length = authority.length();
    if (length == 0 || length > 260) {
      return false;
    }
    if (authority.charAt(0) == '[') {
      i = authority.indexOf(']') + 1;
      if (i < 4 || !authority.substring(1, i - 1).matches("[0-9A-Fa-f:.]+")) {
        return false;
      }
    } else {
      while (i < length && isNameCharacter(authority.charAt(i))) {
        i++;
      }
    }
    return i > 0 && (i == length || isPort(authority, i));
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private static boolean isPort(String authority, int colon) {
    if (authority.charAt(colon) != ':' || authority.length() - colon > 6) {
      return false;
    }
    for (int i = colon + 1; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}

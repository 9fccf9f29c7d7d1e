package io.alternatefutures.model;

import java.net.IDN;
import java.util.Locale;

/**
 * A full host name that selects a function, in lower case and ASCII: at least two DNS labels (RFC
 * 1123 section 2.1), 242 characters at most, which leaves room for a label in front. The last label
 * is not a number, so that no IP address is one.
 */
public record DomainName(String value) implements Comparable<DomainName> {
  public static final int MAX_LENGTH = 242;

  public DomainName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Invalid domain \""
              + value
              + "\". A domain is a full host name like www.example.org, without a scheme, a port, a"
              + " path or wildcards");
    }
  }

  /**
   * A domain as people write it: in any case, in any script (RFC 3490), with or without the dot at
   * its end.
   */
  public static DomainName parse(String text) {
    String stripped = text.strip();
    if (stripped.endsWith(".")) {
      stripped = stripped.substring(0, stripped.length() - 1);
    }
    try {
      return new DomainName(IDN.toASCII(stripped).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // Names that cannot be written in ASCII have a message of their own, which says less.
      return new DomainName(stripped);
    }
  }

  private static boolean isValid(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    String[] labels = value.split("\\.", -1);
    for (String label : labels) {
      if (!Slug.isValid(label)) {
        return false;
      }
    }
    return labels.length > 1
        && !labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether this is {@code base} or lies below it. */
  public boolean isWithin(String base) {
    return value.equals(base) || value.endsWith("." + base);
  }

  @Override
  public int compareTo(DomainName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

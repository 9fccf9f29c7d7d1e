package io.alternatefutures.model;

/**
 * The host label that selects a function: 1 to 63 lower-case letters, digits and dashes, neither
 * starting nor ending with a dash (a DNS label, RFC 1123 section 2.1).
 */
public record Slug(String value) {
  public static final int MAX_LENGTH = 63;

  public Slug {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Invalid slug \""
              + value
              + "\". A slug has 1 to "
              + MAX_LENGTH
              + " lower-case letters, digits and dashes, and neither starts nor ends with a dash");
    }
  }

  /** Whether {@code value} can be a slug; costs no exception when it cannot. */
  public static boolean isValid(String value) {
    int length = value.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    if (value.charAt(0) == '-' || value.charAt(length - 1) == '-') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (!Characters.isLowerOrDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.alternatefutures.model;

/** The one rule for opaque identifiers, which end up in paths, logs and frames. */
final class Identifiers {
  static final int MAX_LENGTH = 64;

  private Identifiers() {}

  static void requireValid(String type, String value) {
    boolean valid = !value.isEmpty() && value.length() <= MAX_LENGTH;
    for (int i = 0; valid && i < value.length(); i++) {
      char c = value.charAt(i);
      valid = Characters.isLetterOrDigit(c) || c == '-' || c == '_';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          type + " must be 1 to " + MAX_LENGTH + " letters, digits, dashes or underscores");
    }
  }
}

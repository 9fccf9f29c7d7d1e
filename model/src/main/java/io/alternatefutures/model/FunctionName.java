package io.alternatefutures.model;

/** The name people give a function: 1 to 63 letters, digits and dashes; unique within a project. */
public record FunctionName(String value) {
  public static final int MAX_LENGTH = 63;

  public FunctionName {
    boolean valid = !value.isEmpty() && value.length() <= MAX_LENGTH;
    for (int i = 0; valid && i < value.length(); i++) {
      char c = value.charAt(i);
      valid = Characters.isLetterOrDigit(c) || c == '-';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid function name \""
              + value
              + "\". A name has 1 to "
              + MAX_LENGTH
              + " letters, digits and dashes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

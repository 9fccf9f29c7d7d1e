package io.alternatefutures.model;

/**
 * Opaque identifier of a function: 1 to {@value Identifiers#MAX_LENGTH} letters, digits, dashes and
 * underscores.
 */
public record FunctionId(String value) {
  public FunctionId {
    Identifiers.requireValid("FunctionId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

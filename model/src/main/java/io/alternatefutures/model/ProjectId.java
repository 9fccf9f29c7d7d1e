package io.alternatefutures.model;

/**
 * Opaque identifier of a project: 1 to {@value Identifiers#MAX_LENGTH} letters, digits, dashes and
 * underscores.
 */
public record ProjectId(String value) {
  public ProjectId {
    Identifiers.requireValid("ProjectId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

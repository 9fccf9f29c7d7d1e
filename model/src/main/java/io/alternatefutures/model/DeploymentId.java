package io.alternatefutures.model;

/**
 * Opaque identifier of a deployment: 1 to {@value Identifiers#MAX_LENGTH} letters, digits, dashes
 * and underscores.
 */
public record DeploymentId(String value) {
  public DeploymentId {
    Identifiers.requireValid("DeploymentId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

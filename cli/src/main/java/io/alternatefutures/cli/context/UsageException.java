package io.alternatefutures.cli.context;

/**
 * Options or arguments that do not fit together, found after the command line itself was parsed.
 * The program ends with exit code 2.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}

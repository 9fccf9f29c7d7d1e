package io.alternatefutures.control.deployment;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import java.util.Map;

/** The module cannot be deployed; what ran before keeps running. */
public final class DeploymentFailedException extends ControlException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  DeploymentFailedException(String message, int line, int column) {
    super(ErrorCode.DEPLOYMENT_FAILED, message);
    this.line = line;
    this.column = column;
  }

  /** {@code line} and {@code column}, 1-based, when there is a position. */
  @Override
  public Map<String, Object> details() {
    return line > 0 ? Map.of("line", line, "column", column) : Map.of();
  }
}

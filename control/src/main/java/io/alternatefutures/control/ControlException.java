package io.alternatefutures.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the control API does not fulfil. The message is for the person who sent it:
 * actual, expected, what to do; it never holds secrets, bodies or stack traces.
 */
public class ControlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public ControlException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public ControlException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code, which becomes the HTTP status or {@code extensions.code}. */
  public final ErrorCode code() {
    return code;
  }

  /** More for programs, beside the message: JSON values by name. */
  public Map<String, Object> details() {
    return Map.of();
  }
}

package io.alternatefutures.content;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One gateway did not give what it was asked for; another may. */
final class GatewayException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How far the failure reaches. */
  enum Kind {
    /** It does not have the content, or not in this form. */
    REFUSED,
    /** It cannot be reached or stopped in the middle. */
    FAILED,
    /** It sent bytes that are not the content it was asked for. */
    LIED
  }

  private final Kind kind;

  GatewayException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}

package io.alternatefutures.routing;

import java.util.List;

/** Routes that cannot be used; the message tells their author which one, and why. */
public final class InvalidRoutesException extends RoutingException {
  /** The value of {@link #code()}. */
  public static final String CODE = "INVALID_ROUTES";

  InvalidRoutesException(String message) {
    super(CODE, message, true);
  }

  /** One line for each of {@code messages}. */
  InvalidRoutesException(List<String> messages) {
    this(String.join("\n", messages));
  }
}

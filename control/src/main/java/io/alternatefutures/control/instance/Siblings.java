package io.alternatefutures.control.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other instances on this database, as one of them asks the rest. */
@FunctionalInterface
public interface Siblings {
  /**
   * What one of them gave.
   *
   * @param instance its name
   * @param body null when it did not answer in time, or not with what it was asked for
   */
  record Answer(String instance, byte @Nullable [] body) {}

  /**
   * Asks all of them at once for what each has at {@code target}, a path with or without a query.
   * Blocks for {@code Limits.SIBLING_WAIT} at most.
   */
  List<Answer> ask(String target);

  /** Nobody. */
  static Siblings none() {
    return target -> List.of();
  }
}

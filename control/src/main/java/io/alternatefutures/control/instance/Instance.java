package io.alternatefutures.control.instance;

import io.alternatefutures.model.FunctionId;
import java.net.URI;
import java.util.Set;

/**
 * A running runtime, as it tells the others of itself.
 *
 * @param name for people, e.g. {@code host:3000}
 * @param controlUrl where the others reach its control listener
 * @param serves whether it has an edge
 * @param revision of the catalogue that it has followed
 * @param lacking functions whose newest deployment it does not serve yet, since the content is
 *     still missing
 */
public record Instance(
    String id,
    String name,
    URI controlUrl,
    boolean serves,
    long revision,
    Set<FunctionId> lacking) {
  public Instance {
    lacking = Set.copyOf(lacking);
  }

  /** Whether it serves what was stored of the function up to {@code target}. */
  public boolean serves(FunctionId function, long target) {
    return revision >= target && !lacking.contains(function);
  }
}

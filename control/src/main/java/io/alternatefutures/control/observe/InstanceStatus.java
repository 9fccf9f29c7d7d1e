package io.alternatefutures.control.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is.
 *
 * @param version of the program; null when it is not known
 * @param role {@code all}, {@code edge} or {@code control}; null when it is not known
 * @param startedAt null when it is not known
 * @param reasons what is amiss, for people
 * @param layers of confinement that verifiably hold around every worker
 * @param workerBytes memory that its workers occupy
 * @param functions what functions have used since the start, by their slugs
 */
public record InstanceStatus(
    String name,
    @Nullable String version,
    @Nullable String role,
    @Nullable Instant startedAt,
    State state,
    List<String> reasons,
    List<String> layers,
    int workers,
    long workerBytes,
    Map<String, FunctionLoad> functions) {
  /** How well an instance serves. */
  public enum State {
    READY,
    DEGRADED,
    NOT_READY,
    /** It announces itself in the database, but does not answer the others. */
    UNREACHABLE
  }

  public InstanceStatus {
    reasons = List.copyOf(reasons);
    layers = List.copyOf(layers);
    functions = Map.copyOf(functions);
  }

  /** An instance of which no more is known than its name. */
  public static InstanceStatus unreachable(String name) {
    return new InstanceStatus(
        name, null, null, null, State.UNREACHABLE, List.of(), List.of(), 0, 0, Map.of());
  }
}

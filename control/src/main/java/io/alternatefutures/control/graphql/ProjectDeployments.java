package io.alternatefutures.control.graphql;

import static java.util.stream.Collectors.groupingBy;

import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.model.FunctionId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The deployments of a whole project, read at once when the first of its functions in an answer
 * asks, so that a list of functions costs one query. Owned by the thread that executes the request.
 */
final class ProjectDeployments implements Function<FunctionId, List<Deployment>> {
  private final Supplier<List<Deployment>> source;
  private @Nullable Map<FunctionId, List<Deployment>> byFunction;

  ProjectDeployments(Supplier<List<Deployment>> source) {
    this.source = source;
  }

  @Override
  public List<Deployment> apply(FunctionId id) {
    Map<FunctionId, List<Deployment>> grouped = byFunction;
    if (grouped == null) {
      grouped = source.get().stream().collect(groupingBy(Deployment::functionId));
      byFunction = grouped;
    }
    return grouped.getOrDefault(id, List.of());
  }
}

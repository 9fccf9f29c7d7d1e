package io.alternatefutures.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the data plane knows of one function.
 *
 * @param routes the function's routes; empty when it has none
 * @param deployment what it runs; null before its first deployment
 * @param limits what its owner asks for in place of the defaults
 */
public record CatalogEntry(
    FunctionId id,
    ProjectId projectId,
    FunctionName name,
    Slug slug,
    FunctionStatus status,
    List<Route> routes,
    @Nullable ActiveDeployment deployment,
    Map<FunctionLimit, Integer> limits) {
  public CatalogEntry {
    routes = List.copyOf(routes);
    limits = Map.copyOf(limits);
  }

  /** A function that asks for the default limits. */
  public CatalogEntry(
      FunctionId id,
      ProjectId projectId,
      FunctionName name,
      Slug slug,
      FunctionStatus status,
      List<Route> routes,
      @Nullable ActiveDeployment deployment) {
    this(id, projectId, name, slug, status, routes, deployment, Map.of());
  }

  /** The same function, running {@code other}. */
  public CatalogEntry withDeployment(@Nullable ActiveDeployment other) {
    return new CatalogEntry(id, projectId, name, slug, status, routes, other, limits);
  }
}

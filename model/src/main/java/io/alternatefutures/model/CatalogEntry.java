package io.alternatefutures.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the data plane knows of one function.
 *
 * @param routes the function's routes; empty when it has none
 * @param deployment what it runs; null before its first deployment
 */
public record CatalogEntry(
    FunctionId id,
    ProjectId projectId,
    FunctionName name,
    Slug slug,
    FunctionStatus status,
    List<Route> routes,
    @Nullable ActiveDeployment deployment) {
  public CatalogEntry {
    routes = List.copyOf(routes);
  }

  /** The same function, running {@code other}. */
  public CatalogEntry withDeployment(@Nullable ActiveDeployment other) {
    return new CatalogEntry(id, projectId, name, slug, status, routes, other);
  }
}

package io.alternatefutures.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the data plane knows of one function.
 *
 * @param routes the function's routes; empty when it has none
 * @param deployment what it runs; null before its first deployment
 * @param limits what its owner asks for in place of the defaults
 * @param domains full host names, proven to be its owner's, that select it beside its slug
 */
public record CatalogEntry(
    FunctionId id,
    ProjectId projectId,
    FunctionName name,
    Slug slug,
    FunctionStatus status,
    List<Route> routes,
    @Nullable ActiveDeployment deployment,
    Map<FunctionLimit, Integer> limits,
    Set<DomainName> domains) {
  public CatalogEntry {
    routes = List.copyOf(routes);
    limits = Map.copyOf(limits);
    domains = Set.copyOf(domains);
  }

  /** A function that asks for the default limits and has no domain of its own. */
  public CatalogEntry(
      FunctionId id,
      ProjectId projectId,
      FunctionName name,
      Slug slug,
      FunctionStatus status,
      List<Route> routes,
      @Nullable ActiveDeployment deployment) {
    this(id, projectId, name, slug, status, routes, deployment, Map.of(), Set.of());
  }

  /** The same function, running {@code other}. */
  public CatalogEntry withDeployment(@Nullable ActiveDeployment other) {
    return new CatalogEntry(id, projectId, name, slug, status, routes, other, limits, domains);
  }

  /** The same function, selected by {@code others} beside its slug. */
  public CatalogEntry withDomains(Set<DomainName> others) {
    return new CatalogEntry(id, projectId, name, slug, status, routes, deployment, limits, others);
  }
}

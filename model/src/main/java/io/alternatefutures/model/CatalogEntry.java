package io.alternatefutures.model;

import io.alternatefutures.model.egress.EgressRules;
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
 * @param egress what its project may reach
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
    Set<DomainName> domains,
    EgressRules egress) {
  public CatalogEntry {
    routes = List.copyOf(routes);
    limits = Map.copyOf(limits);
    domains = Set.copyOf(domains);
  }

  /** A function of a project without rules for egress. */
  public CatalogEntry(
      FunctionId id,
      ProjectId projectId,
      FunctionName name,
      Slug slug,
      FunctionStatus status,
      List<Route> routes,
      @Nullable ActiveDeployment deployment,
      Map<FunctionLimit, Integer> limits,
      Set<DomainName> domains) {
    this(
        id, projectId, name, slug, status, routes, deployment, limits, domains, EgressRules.none());
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
    return new CatalogEntry(
        id, projectId, name, slug, status, routes, other, limits, domains, egress);
  }

  /** The same function, selected by {@code others} beside its slug. */
  public CatalogEntry withDomains(Set<DomainName> others) {
    return new CatalogEntry(
        id, projectId, name, slug, status, routes, deployment, limits, others, egress);
  }

  /** The same function, of a project with {@code other} rules for egress. */
  public CatalogEntry withEgress(EgressRules other) {
    return new CatalogEntry(
        id, projectId, name, slug, status, routes, deployment, limits, domains, other);
  }
}

package io.alternatefutures.control.function;

import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is kept.
 *
 * @param routes the route map as its owner wrote it, in that order; empty when there is none
 * @param limits what its owner asks for in place of the default limits
 * @param siteId the site it belongs to, for clients that have sites; null when it has none
 * @param currentDeploymentId what it runs; null before its first deployment
 */
public record StoredFunction(
    FunctionId id,
    ProjectId projectId,
    FunctionName name,
    Slug slug,
    FunctionStatus status,
    Map<String, Object> routes,
    Map<FunctionLimit, Integer> limits,
    @Nullable String siteId,
    @Nullable DeploymentId currentDeploymentId,
    Instant createdAt,
    Instant updatedAt) {
  public StoredFunction {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    limits = Map.copyOf(limits);
  }

  /** The same function under another slug. */
  public StoredFunction withSlug(Slug slug) {
    return new StoredFunction(
        id,
        projectId,
        name,
        slug,
        status,
        routes,
        limits,
        siteId,
        currentDeploymentId,
        createdAt,
        updatedAt);
  }
}

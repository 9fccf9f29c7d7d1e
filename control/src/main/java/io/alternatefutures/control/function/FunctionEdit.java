package io.alternatefutures.control.function;

import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.Slug;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a function; null leaves a value as it is.
 *
 * @param status {@link FunctionStatus#ACTIVE} or {@link FunctionStatus#INACTIVE}
 * @param routes the new route map; an empty one removes all routes
 * @param limits the new limits in place of all earlier ones; an empty map for the defaults
 */
public record FunctionEdit(
    @Nullable FunctionName name,
    @Nullable Slug slug,
    @Nullable FunctionStatus status,
    @Nullable String siteId,
    @Nullable Map<String, Object> routes,
    @Nullable Map<FunctionLimit, Integer> limits) {
  public FunctionEdit {
    routes = routes == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    limits = limits == null ? null : Map.copyOf(limits);
  }

  /** Whether nothing is to be changed. */
  public boolean isEmpty() {
    return name == null
        && slug == null
        && status == null
        && siteId == null
        && routes == null
        && limits == null;
  }
}

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
 * A function to be made.
 *
 * @param slug null to have one made from the name
 * @param routes empty for none
 * @param limits in place of the defaults
 */
public record NewFunction(
    FunctionName name,
    @Nullable Slug slug,
    FunctionStatus status,
    @Nullable String siteId,
    Map<String, Object> routes,
    Map<FunctionLimit, Integer> limits) {
  public NewFunction {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    limits = Map.copyOf(limits);
  }
}

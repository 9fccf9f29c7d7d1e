package io.alternatefutures.edge.router;

import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import java.util.List;

/** Port: where a {@link RuntimeRouter} gets a function's routes from. */
@FunctionalInterface
public interface RouteSource {
  /**
   * The routes of a function; empty when it has none or is unknown. May block: it is called on a
   * virtual thread, once for all requests that wait for the same function.
   *
   * @throws Exception when they cannot be had; requests fail with it, and nothing is remembered
   */
  List<Route> routes(FunctionId functionId) throws Exception;
}

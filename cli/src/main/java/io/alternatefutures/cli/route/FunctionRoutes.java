package io.alternatefutures.cli.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.routing.InvalidRoutesException;
import io.alternatefutures.routing.RouteTable;
import io.alternatefutures.routing.Routes;
import java.util.List;

/** The routes of a function that the API answered. */
final class FunctionRoutes {
  private FunctionRoutes() {}

  /** The routes compiled as the runtime does it. */
  static RouteTable compile(JsonNode function) {
    JsonNode routes = function.path("routes");
    if (routes.isEmpty()) {
      return RouteTable.compile(List.of());
    }
    try {
      return RouteTable.compile(
          Routes.parse(new ObjectMapper().convertValue(routes, Object.class)));
    } catch (InvalidRoutesException e) {
      throw new CliException(
          "This af cannot read the routes that the server has: " + e.getMessage(),
          "Use the af of the same version as the runtime.");
    }
  }
}

package io.alternatefutures.edge.router;

import io.alternatefutures.edge.egress.EgressPolicy;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The router in a program of one's own. {@code RuntimeRouterIT} runs it.
 *
 * <p>A real program gets its routes from a database or a configuration service, and answers
 * requests that its own HTTP server received.
 */
public final class RuntimeRouterExample {
  private RuntimeRouterExample() {}

  /**
   * Answers one request and prints what became of it.
   *
   * @param usersService base URL of the service behind {@code /api/users}
   */
  public static String run(String usersService, String requestTarget) {
    RouteSource routes = functionId -> List.of(new Route("/api/users/*", usersService));
    RuntimeRouterOptions options =
        RuntimeRouterOptions.defaults()
            .withCacheTtl(Duration.ofMinutes(1))
            .withEgress(EgressPolicy.parse("127.0.0.0/8"));

    try (RuntimeRouter router = new RuntimeRouter(routes, options)) {
      Optional<ProxyResponse> answer =
          router
              .handleRequest(new FunctionId("gateway"), ProxyRequest.get(requestTarget))
              .toCompletableFuture()
              .join();
      if (answer.isEmpty()) {
        return "no route";
      }
      try (ProxyResponse response = answer.get()) {
        String body =
            response
                .body(BodySubscribers.ofString(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
        return response.status() + " " + body;
      }
    }
  }
}

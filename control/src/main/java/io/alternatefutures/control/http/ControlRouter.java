package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.access.TokenScope;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Which path is answered by what; everything after the authenticator needs a token. */
final class ControlRouter {
  private ControlRouter() {}

  static Router build(
      Vertx vertx,
      ControlOptions options,
      Authenticator authenticator,
      HealthEndpoints health,
      GraphQlEndpoint graphQl,
      BlockEndpoint blocks,
      SiblingEndpoints siblings,
      UploadEndpoints uploads,
      Replies replies) {
    Router router = Router.router(vertx);
    router.route().handler(ControlRouter::protect);
    read(router, "/healthz", health::live);
    read(router, "/readyz", health::ready);
    if (options.metricsAccess() == ControlOptions.MetricsAccess.OPEN) {
      read(router, "/metrics", health::metrics);
    }
    router.get("/ipfs/:cid").handler(blocks::block);
    router.get(SiblingMessages.STATUS).handler(siblings::status);
    router.get(SiblingMessages.LOGS + ":function").handler(siblings::logs);
    switch (options.offer()) {
      case EVERYTHING -> {
        router.route().handler(authenticator::handle);
        read(router, "/metrics", health::metrics);
        router.route(GraphQlEndpoint.PATH).handler(graphQl::handle);
        router.get("/duplicity/:cid").handler(uploads::duplicity);
        Handler<RoutingContext> deploying = authenticator.requiring(TokenScope.DEPLOY);
        router.post("/store").handler(deploying).handler(uploads::store);
        router.post("/upload").handler(deploying).handler(uploads::record);
        router.delete("/delete/:cid").handler(deploying).handler(uploads::delete);
      }
      case OBSERVATION -> {
        router.route("/metrics").handler(authenticator::handle);
        read(router, "/metrics", health::metrics);
      }
    }
    ControlOptions.Offer offer = options.offer();
    router.errorHandler(404, context -> replies.failure(context, notFound(context, offer)));
    router.errorHandler(405, context -> replies.failure(context, notAllowed(context)));
    router.errorHandler(500, context -> replies.failure(context, failure(context)));
    return router;
  }

  /** Answers hold names and secrets of functions: they are not cached, framed or sniffed. */
  private static void protect(RoutingContext context) {
    context
        .response()
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    context.next();
  }

  private static void read(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private static Throwable failure(RoutingContext context) {
    Throwable failure = context.failure();
    return failure == null ? new IllegalStateException("Failed without a cause") : failure;
  }

  private static ControlException notFound(RoutingContext context, ControlOptions.Offer offer) {
    return new ControlException(
        ErrorCode.NOT_FOUND,
        "Nothing is at "
            + shown(context)
            + switch (offer) {
              case EVERYTHING ->
                  ". There are /graphql, /store, /upload, /duplicity/{cid}, /delete/{cid},"
                      + " /metrics, /healthz and /readyz";
              case OBSERVATION ->
                  ". This runtime has the role edge: it has /metrics, /healthz and /readyz, and"
                      + " takes changes from the database only. Ask one with the role all or"
                      + " control";
            });
  }

  private static ControlException notAllowed(RoutingContext context) {
    return new ControlException(
        ErrorCode.METHOD_NOT_ALLOWED,
        context.request().method() + " is not allowed at " + shown(context));
  }

  private static String shown(RoutingContext context) {
    String path = String.valueOf(context.request().path());
    return path.length() > 100 ? path.substring(0, 100) + "…" : path;
  }
}

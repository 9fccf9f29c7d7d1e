package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Randomness;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers; the one place where failures become statuses and bodies. */
final class Replies {
  static final String JSON = "application/json; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final int REQUEST_ID_LETTERS = 16;

  private final Json json;
  private final Randomness randomness;

  Replies(Json json, Randomness randomness) {
    this.json = json;
    this.randomness = randomness;
  }

  void json(RoutingContext context, int status, Object value) {
    bytes(context, status, JSON, json.write(value));
  }

  void text(RoutingContext context, int status, String type, String text) {
    bytes(context, status, type, Buffer.buffer(text).getBytes());
  }

  void bytes(RoutingContext context, int status, String type, byte[] body) {
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", type).end(Buffer.buffer(body));
    Bodies.discard(context.request());
  }

  /** {@code {"error", "code", "requestId"}}, or the same as a GraphQL response at that endpoint. */
  void failure(RoutingContext context, Throwable thrown) {
    ControlException failure = known(thrown);
    String requestId = randomness.letters(REQUEST_ID_LETTERS);
    if (failure.code() == ErrorCode.INTERNAL_SERVER_ERROR) {
      LOG.error(
          "{} {} failed, request {}",
          context.request().method(),
          context.request().path(),
          requestId,
          thrown);
    } else if (failure.code().httpStatus() > ErrorCode.INTERNAL_SERVER_ERROR.httpStatus()) {
      LOG.warn("Request {} failed: {}", requestId, failure.getMessage());
    } else {
      LOG.debug("Request {} refused: {}", requestId, failure.getMessage());
    }
    int status = failure.code().httpStatus();
    if (status == ErrorCode.UNAUTHENTICATED.httpStatus()) {
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"af\"");
    }
    if (status == ErrorCode.OVERLOADED.httpStatus()) {
      context.response().putHeader("Retry-After", "1");
    }
    String message = String.valueOf(failure.getMessage());
    Map<String, Object> body = new LinkedHashMap<>();
    if (GraphQlEndpoint.PATH.equals(context.request().path())) {
      Map<String, Object> extensions = new LinkedHashMap<>();
      extensions.put("code", failure.code().name());
      extensions.put("requestId", requestId);
      extensions.putAll(failure.details());
      body.put("errors", List.of(Map.of("message", message, "extensions", extensions)));
    } else {
      body.put("error", message);
      body.put("code", failure.code().name());
      body.put("requestId", requestId);
      body.putAll(failure.details());
    }
    json(context, status, body);
  }

  private static ControlException known(Throwable thrown) {
    if (thrown instanceof ControlException failure) {
      return failure;
    }
    if (thrown instanceof RejectedExecutionException) {
      return new ControlException(ErrorCode.OVERLOADED, "The runtime is stopping", thrown);
    }
    return new ControlException(
        ErrorCode.INTERNAL_SERVER_ERROR,
        "Internal error. The runtime's log has the details",
        thrown);
  }
}

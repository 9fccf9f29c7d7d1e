package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Authentication;
import io.alternatefutures.control.graphql.GraphQlApi;
import io.alternatefutures.control.graphql.GraphQlReply;
import io.alternatefutures.control.graphql.GraphQlRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** GraphQL over HTTP, with JSON and multipart requests. */
final class GraphQlEndpoint {
  static final String PATH = "/graphql";

  private final Supplier<GraphQlApi> api;
  private final BlockingCalls calls;
  private final Replies replies;
  private final Json json;
  private final MultipartOperations multipart;

  /**
   * @param api waits until the API is ready; called on virtual threads only
   */
  GraphQlEndpoint(Supplier<GraphQlApi> api, BlockingCalls calls, Replies replies, Json json) {
    this.api = api;
    this.calls = calls;
    this.replies = replies;
    this.json = json;
    this.multipart = new MultipartOperations(json);
  }

  void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    ResponseFormat format = ResponseFormat.negotiate(request.getHeader("Accept"));
    if (format == null) {
      replies.failure(
          context,
          new ControlException(
              ErrorCode.NOT_ACCEPTABLE,
              "Nothing that the Accept header names can be answered. Accept"
                  + " application/graphql-response+json or application/json"));
      return;
    }
    if (request.method().equals(HttpMethod.GET)) {
      MultiMap parameters = request.params();
      answer(context, format, () -> fromQuery(parameters), Future.succeededFuture(new byte[0]));
    } else if (request.method().equals(HttpMethod.POST)) {
      post(context, format);
    } else {
      context.response().putHeader("Allow", "GET, POST");
      replies.failure(
          context,
          new ControlException(
              ErrorCode.METHOD_NOT_ALLOWED,
              request.method() + " is not allowed at " + PATH + ". Use POST or GET"));
    }
  }

  private void post(RoutingContext context, ResponseFormat format) {
    HttpServerRequest request = context.request();
    String header = request.getHeader("Content-Type");
    MediaType type = MediaType.parse(header);
    boolean form = type != null && type.type().equals("multipart/form-data");
    if (type == null || header == null || !(form || type.type().equals("application/json"))) {
      replies.failure(
          context, unsupported("The Content-Type is " + (type == null ? "missing" : type.type())));
      return;
    }
    if (!type.isUtf8()) {
      replies.failure(context, unsupported("The charset is " + type.parameters().get("charset")));
      return;
    }
    Future<byte[]> body = Bodies.read(request, Limits.GRAPHQL_BODY_BYTES);
    body.onSuccess(bytes ->
            answer(
                context,
                format,
                () ->
                    request(
                        form ? multipart.parse(header, bytes) : json.parseObject(bytes, "The body"),
                        GraphQlRequest.Operations.ALL),
                body))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private static ControlException unsupported(String actual) {
    return new ControlException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        actual + ". Send application/json or multipart/form-data in UTF-8");
  }

  private void answer(
      RoutingContext context,
      ResponseFormat format,
      Supplier<GraphQlRequest> request,
      Future<byte[]> body) {
    Authentication.Granted grant = Authenticator.grant(context);
    body.compose(_ -> calls.run(() -> execute(grant, request.get())))
        .onSuccess(reply -> send(context, format, reply))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private Executed execute(Authentication.Granted grant, GraphQlRequest request) {
    GraphQlReply reply = api.get().execute(grant, request);
    return new Executed(reply.kind(), json.write(reply.body()));
  }

  private void send(RoutingContext context, ResponseFormat format, Executed executed) {
    int status = format.status(executed.kind());
    if (status == 405) {
      context.response().putHeader("Allow", "POST");
    }
    replies.bytes(context, status, format.contentType(), executed.body());
  }

  private GraphQlRequest fromQuery(MultiMap parameters) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("query", parameters.get("query"));
    values.put("operationName", emptyToNull(parameters.get("operationName")));
    for (String name : List.of("variables", "extensions")) {
      String text = emptyToNull(parameters.get(name));
      if (text != null) {
        values.put(
            name,
            json.parse(text.getBytes(StandardCharsets.UTF_8), "The parameter \"" + name + "\""));
      }
    }
    return request(values, GraphQlRequest.Operations.QUERIES_ONLY);
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static GraphQlRequest request(
      Map<String, @Nullable Object> values, GraphQlRequest.Operations operations) {
    Object query = values.get("query");
    if (!(query instanceof String text) || text.isEmpty()) {
      throw bad("query", "a string with a GraphQL document", query);
    }
    Object name = values.get("operationName");
    if (name != null && !(name instanceof String)) {
      throw bad("operationName", "a string", name);
    }
    Object variables = values.get("variables");
    if (variables != null && !(variables instanceof Map)) {
      throw bad("variables", "an object", variables);
    }
    Object extensions = values.get("extensions");
    if (extensions != null && !(extensions instanceof Map)) {
      throw bad("extensions", "an object", extensions);
    }
    return new GraphQlRequest(
        text,
        (String) name,
        variables == null ? Map.of() : (Map<String, @Nullable Object>) variables,
        operations);
  }

  private static ControlException bad(String name, String expected, @Nullable Object actual) {
    String found = actual == null ? "missing" : "".equals(actual) ? "empty" : Json.kind(actual);
    return new ControlException(
        ErrorCode.BAD_REQUEST,
        "The parameter \"" + name + "\" must be " + expected + ", but is " + found);
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** An answer, serialised on the thread that made it. */
  private record Executed(GraphQlReply.Kind kind, byte[] body) {}
}

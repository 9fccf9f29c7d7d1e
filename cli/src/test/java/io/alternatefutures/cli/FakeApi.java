package io.alternatefutures.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A control API on a loopback socket whose answers a test writes down beforehand: by GraphQL field
 * for {@code /graphql}, by method and path for the rest. It remembers what it was asked.
 */
final class FakeApi implements AutoCloseable {
  /** What it was asked. */
  record Request(
      String method, String path, Map<String, String> headers, byte[] body, String query) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    JsonNode variables() {
      return json().path("variables");
    }
  }

  /** What it answers. */
  record Answer(int status, String contentType, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  private FakeApi(HttpServer server) {
    this.server = server;
  }

  static FakeApi start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeApi api = new FakeApi(server);
      server.createContext("/", api::handle);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return api;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Lets the GraphQL field {@code field} answer {@code json}. */
  FakeApi field(String field, String json) {
    answers.put(
        field, new Answer(200, "application/json", "{\"data\":{\"" + field + "\":" + json + "}}"));
    return this;
  }

  /** Lets the GraphQL field {@code field} fail; {@code extensions} is a JSON object. */
  FakeApi fieldError(String field, String message, String extensions) {
    answers.put(
        field,
        new Answer(
            200,
            "application/json",
            "{\"data\":null,\"errors\":[{\"message\":\""
                + message
                + "\",\"extensions\":"
                + extensions
                + "}]}"));
    return this;
  }

  /**
   * Lets {@code "METHOD /path"} answer; a path that ends with {@code /} stands for all below it.
   */
  FakeApi path(String methodAndPath, int status, String body) {
    answers.put(methodAndPath, new Answer(status, "text/plain", body));
    return this;
  }

  /** Lets everything answer the same. */
  FakeApi everything(int status, String body) {
    answers.put("*", new Answer(status, "application/json", body));
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The only request whose GraphQL document has {@code field}, or whose path starts with it. */
  Request request(String field) {
    List<Request> found =
        requests().stream()
            .filter(r -> r.path().startsWith(field) || r.query().contains(field + "("))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " requests for " + field + ", not 1");
    }
    return found.getFirst();
  }

  boolean wasAsked(String field) {
    return requests().stream()
        .anyMatch(r -> r.path().startsWith(field) || r.query().contains(field + "("));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      String query = "";
      if (path.equals("/graphql")) {
        query = new ObjectMapper().readTree(body).path("query").asText();
      }
      requests.add(new Request(exchange.getRequestMethod(), path, headers, body, query));
      Answer answer = find(exchange.getRequestMethod() + " " + path, query);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private Answer find(String methodAndPath, String query) {
    Answer all = answers.get("*");
    if (all != null) {
      return all;
    }
    for (Map.Entry<String, Answer> entry : answers.entrySet()) {
      String key = entry.getKey();
      boolean asked =
          query.isEmpty()
              ? key.equals(methodAndPath) || (key.endsWith("/") && methodAndPath.startsWith(key))
              : query.contains(" " + key + "(") || query.contains(" " + key + " {");
      if (asked) {
        return entry.getValue();
      }
    }
    return new Answer(
        404, "application/json", "{\"error\":\"no answer for " + methodAndPath + "\"}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

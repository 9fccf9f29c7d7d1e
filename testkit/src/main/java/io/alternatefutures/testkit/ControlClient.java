package io.alternatefutures.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** A client of the control API. */
public final class ControlClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FUNCTION =
      "{ id name slug invokeUrl status routes currentDeploymentId currentDeployment { id cid } }";

  private final Http http = new Http();
  private final URI base;
  private final String token;

  /**
   * @param base URL without a trailing slash
   * @param token sent with every request
   */
  public ControlClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** URL without a trailing slash. */
  public URI base() {
    return base;
  }

  /** A request with the token. */
  public HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + token);
  }

  /** A request without the token. */
  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Http.PATIENCE);
  }

  /** Sends a request. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** GETs a path with the token. */
  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /** Uploads a CAR. */
  public HttpResponse<String> store(byte[] car) {
    return send(
        request("/store")
            .header("Content-Type", "application/vnd.ipld.car")
            .POST(BodyPublishers.ofByteArray(car)));
  }

  /** Executes an operation; gives the whole answer, with its errors if there are any. */
  public JsonNode graphql(String query, Map<String, ?> variables) {
    String body = text(Map.of("query", query, "variables", variables));
    return json(
        send(
            request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))));
  }

  /**
   * Executes an operation of one field, which is expected to succeed.
   *
   * @return the field's value
   */
  public JsonNode field(String query, Map<String, ?> variables) {
    JsonNode answer = graphql(query, variables);
    if (answer.has("errors")) {
      throw new AssertionError(query + " failed: " + answer);
    }
    return answer.path("data").iterator().next();
  }

  /** Makes a function with code. */
  public JsonNode create(String name, String source) {
    return create(Map.of("name", name, "sourceCode", source));
  }

  /** Makes a function. */
  public JsonNode create(Map<String, ?> data) {
    return field(
        "mutation ($data: CreateAFFunctionDataInput!) { createAFFunction(data: $data) "
            + FUNCTION
            + "}",
        Map.of("data", data));
  }

  /** Changes a function; gives the whole answer. */
  public JsonNode tryUpdate(String id, Map<String, ?> data) {
    return graphql(
        "mutation ($id: ID!, $data: UpdateAFFunctionDataInput!) {"
            + " updateAFFunction(where: {id: $id}, data: $data) "
            + FUNCTION
            + "}",
        Map.of("id", id, "data", data));
  }

  /** Changes a function. */
  public JsonNode update(String id, Map<String, ?> data) {
    JsonNode answer = tryUpdate(id, data);
    if (answer.has("errors")) {
      throw new AssertionError("updating " + id + " failed: " + answer);
    }
    return answer.path("data").path("updateAFFunction");
  }

  /** Deploys content; gives the whole answer. */
  public JsonNode tryDeploy(String id, Map<String, ?> data) {
    return graphql(
        "mutation ($id: ID!, $data: TriggerAFFunctionDeploymentDataInput!) {"
            + " triggerAFFunctionDeployment(where: {functionId: $id}, data: $data)"
            + " { id cid envNames } }",
        Map.of("id", id, "data", data));
  }

  /** The function's log, oldest line first. */
  public List<String> logs(String id) {
    JsonNode list =
        field(
            "query ($id: ID!) { afFunctionLogs(where: {id: $id}) { data { level message } } }",
            Map.of("id", id));
    return list.path("data")
        .valueStream()
        .map(line -> line.path("level").asText() + " " + line.path("message").asText())
        .toList();
  }

  /** Reads JSON. */
  public static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response + ": " + response.body(), e);
    }
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

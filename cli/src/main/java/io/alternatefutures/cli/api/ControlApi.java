package io.alternatefutures.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control API's GraphQL operations. Functions and deployments are given as the JSON objects
 * that the API answers, with the fields of {@link Documents}.
 *
 * <p>Every method throws {@link CliException} when the API cannot be used at all and {@link
 * ApiException} when it refuses what was asked.
 */
public final class ControlApi implements AutoCloseable {
  private static final String PATH = "/graphql";

  private final Transport transport;
  private final Uploads uploads;

  public ControlApi(ApiAddress address) {
    this.transport = new Transport(address);
    this.uploads = new Uploads(transport);
  }

  /** The API that the environment names. */
  public static ControlApi of(CliContext context) {
    return new ControlApi(ApiAddress.of(context));
  }

  /** The API that the environment names, for the token's own project and those it owns. */
  public static ControlApi ofToken(CliContext context) {
    return new ControlApi(ApiAddress.of(context).forTokensProject());
  }

  /** The token's own project and those it owns, the oldest first. */
  public JsonNode projects() {
    return call(Documents.PROJECTS, "afProjects", object()).path("data");
  }

  /** One of {@link #projects()}; a message that names them when there is none of this name. */
  public JsonNode project(String name) {
    List<String> names = new ArrayList<>();
    for (JsonNode project : projects()) {
      if (project.path("name").asText().equals(name)) {
        return project;
      }
      names.add(project.path("name").asText());
    }
    throw new CliException(
        "There is no project named \"" + name + "\"",
        "Projects of this token: " + String.join(", ", names));
  }

  /** Adds a project; the answer has its token, once. */
  public JsonNode createProject(String name) {
    ObjectNode variables = object();
    variables.putObject("data").put("name", name);
    return call(Documents.CREATE_PROJECT, "createAFProject", variables);
  }

  /** Changes what a project may reach. */
  public JsonNode setEgress(String id, JsonNode rules) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", id);
    variables.putObject("data").set("egress", rules);
    return call(Documents.UPDATE_PROJECT, "updateAFProject", variables);
  }

  /** Removes a project with its functions and tokens. */
  public JsonNode deleteProject(String id) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", id);
    return call(Documents.DELETE_PROJECT, "deleteAFProject", variables);
  }

  /** Content: what is there, and adding more. */
  public Uploads uploads() {
    return uploads;
  }

  /** The tokens of the project, the oldest first. */
  public JsonNode tokens() {
    return call(Documents.TOKENS, "afTokens", object()).path("data");
  }

  /** Makes a token; the answer has its secret, once. */
  public JsonNode createToken(ObjectNode data) {
    ObjectNode variables = object();
    variables.set("data", data);
    return call(Documents.CREATE_TOKEN, "createAFToken", variables);
  }

  /** Ends a token. */
  public JsonNode revokeToken(String id) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", id);
    return call(Documents.REVOKE_TOKEN, "revokeAFToken", variables);
  }

  /**
   * Deploys again what a function runs, with other values in its env.
   *
   * @param data {@code set}, {@code unset} or both
   */
  public JsonNode updateEnv(String functionId, ObjectNode data) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", functionId);
    variables.set("data", data);
    return call(Documents.UPDATE_ENV, "updateAFFunctionEnv", variables);
  }

  /**
   * Domains of a function.
   *
   * @param functionId empty for those of all functions of the project
   */
  public JsonNode domains(String functionId) {
    ObjectNode variables = object();
    if (!functionId.isEmpty()) {
      variables.putObject("where").put("id", functionId);
    }
    return call(Documents.DOMAINS, "afFunctionDomains", variables).path("data");
  }

  /** Gives a function a domain, which is to be verified. */
  public JsonNode addDomain(String functionId, String domain) {
    return call(Documents.ADD_DOMAIN, "addAFFunctionDomain", domain(functionId, domain));
  }

  /** Has the record looked for that proves a function's domain. */
  public JsonNode verifyDomain(String functionId, String domain) {
    return call(Documents.VERIFY_DOMAIN, "verifyAFFunctionDomain", domain(functionId, domain));
  }

  /** Takes a domain from a function. */
  public JsonNode removeDomain(String functionId, String domain) {
    return call(Documents.REMOVE_DOMAIN, "removeAFFunctionDomain", domain(functionId, domain));
  }

  private static ObjectNode domain(String functionId, String domain) {
    ObjectNode variables = object();
    variables.putObject("where").put("functionId", functionId).put("domain", domain);
    return variables;
  }

  /** How the instances are, and what functions use. */
  public JsonNode status() {
    return call(Documents.STATUS, "afStatus", object());
  }

  /** All functions of the project. */
  public JsonNode functions() {
    return call(Documents.LIST, "afFunctions", object()).path("data");
  }

  /** A function by its name. */
  public Optional<JsonNode> findFunction(String name) {
    ObjectNode variables = object();
    variables.putObject("where").put("name", name);
    try {
      JsonNode found = call(Documents.BY_NAME, "afFunctionByName", variables);
      return found.isObject() ? Optional.of(found) : Optional.empty();
    } catch (ApiException e) {
      if (e.code().equals("NOT_FOUND")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A function by its name; a message that names those that exist when there is none. */
  public JsonNode function(String name) {
    return findFunction(name)
        .orElseThrow(() -> {
          List<String> names = new ArrayList<>();
          functions().forEach(function -> names.add(function.path("name").asText()));
          return new CliException(
              "There is no function named \"" + name + "\"",
              names.isEmpty()
                  ? "Create it with: af functions create --name " + name
                  : "Functions of this project: " + String.join(", ", names));
        });
  }

  /** Adds a function. */
  public JsonNode createFunction(ObjectNode data) {
    ObjectNode variables = object();
    variables.set("data", data);
    return call(Documents.CREATE, "createAFFunction", variables);
  }

  /** Changes the given fields of a function. */
  public JsonNode updateFunction(String id, ObjectNode data) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", id);
    variables.set("data", data);
    return call(Documents.UPDATE, "updateAFFunction", variables);
  }

  /** Removes a function and all its deployments. */
  public JsonNode deleteFunction(String id) {
    ObjectNode variables = object();
    variables.putObject("where").put("id", id);
    return call(Documents.DELETE, "deleteAFFunction", variables);
  }

  /** Deployments of a function, as the API orders them. */
  public JsonNode deployments(String functionId) {
    ObjectNode variables = object();
    variables.putObject("where").put("afFunctionId", functionId);
    return call(Documents.DEPLOYMENTS, "afFunctionDeployments", variables).path("data");
  }

  /**
   * Puts content that the API has to work as the function's code; returns when it is served.
   *
   * @param data {@code cid}, and optionally {@code assetsCid}, {@code sgx}, {@code env}
   */
  public JsonNode deploy(String functionId, ObjectNode data) {
    ObjectNode variables = object();
    variables
        .putObject("where")
        .put("functionId", functionId)
        .put("cid", data.path("cid").asText());
    variables.set("data", data);
    return call(Documents.DEPLOY, "triggerAFFunctionDeployment", variables);
  }

  /**
   * Deploys again what an earlier deployment had.
   *
   * @param deploymentId empty for the one before the current
   */
  public JsonNode rollback(String functionId, String deploymentId) {
    ObjectNode variables = object();
    ObjectNode where = variables.putObject("where").put("functionId", functionId);
    if (!deploymentId.isEmpty()) {
      where.put("deploymentId", deploymentId);
    }
    return call(Documents.ROLLBACK, "rollbackAFFunction", variables);
  }

  /**
   * Forgets the answers kept for a function's routes.
   *
   * @param path what their paths start with
   * @return for how many paths and queries there was one
   */
  public int purge(String functionId, String path) {
    ObjectNode variables = object().put("path", path);
    variables.putObject("where").put("id", functionId);
    return call(Documents.PURGE, "purgeAFFunctionCache", variables).asInt();
  }

  /**
   * The newest lines of a function's log, the oldest of them first.
   *
   * @param filter {@code limit}, and optionally {@code since}, {@code level}, {@code requestId}
   */
  public JsonNode logs(String functionId, ObjectNode filter) {
    ObjectNode variables = filter.deepCopy();
    variables.putObject("where").put("id", functionId);
    return call(Documents.LOGS, "afFunctionLogs", variables).path("data");
  }

  private JsonNode call(String document, String field, ObjectNode variables) {
    ObjectNode request = object();
    request.put("query", document);
    request.set("variables", variables);
    HttpResponse<String> response =
        transport.post(
            PATH, "application/json", Limits.CALL, BodyPublishers.ofString(request.toString()));
    JsonNode answer = transport.parse(response);
    JsonNode errors = answer.path("errors");
    if (errors.isArray() && !errors.isEmpty()) {
      List<String> messages = new ArrayList<>();
      errors.forEach(error -> messages.add(error.path("message").asText("unknown error")));
      JsonNode extensions = errors.path(0).path("extensions");
      throw new ApiException(
          String.join("\n", messages),
          extensions.path("code").asText(""),
          extensions.path("line").asInt(),
          extensions.path("column").asInt());
    }
    if (!answer.path("data").isObject()) {
      throw transport.failure(response);
    }
    return answer.path("data").path(field);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    transport.close();
  }
}

package io.alternatefutures.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One function of the project file.
 *
 * @param type what its owner calls it; kept for people, nothing depends on it
 * @param path absolute path of the file with its code; empty when it names none
 * @param routes its routes as written; empty when it names none
 * @param env values for its {@code env}; empty when it names none
 */
public record FunctionConfig(
    String name,
    String type,
    Optional<Path> path,
    Optional<JsonNode> routes,
    Map<String, String> env) {

  public FunctionConfig {
    env = Map.copyOf(env);
  }
}

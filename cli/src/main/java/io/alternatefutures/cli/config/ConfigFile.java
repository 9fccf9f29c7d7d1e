package io.alternatefutures.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code af.config.json}: the functions of the project around the working folder. What the command
 * line says wins over what the file says.
 *
 * @param path where it is; empty when there is none
 */
public record ConfigFile(Optional<Path> path, List<FunctionConfig> functions) {
  public static final String NAME = "af.config.json";

  public ConfigFile {
    functions = List.copyOf(functions);
  }

  /**
   * Reads the file in the working folder or the nearest folder above it.
   *
   * @throws CliException when the file is there but cannot be used
   */
  public static ConfigFile find(CliContext context) {
    for (Path folder = context.workingDirectory(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return read(file, context.shown(file));
      }
    }
    return new ConfigFile(Optional.empty(), List.of());
  }

  /** The function with this name, if the file has it. */
  public Optional<FunctionConfig> function(String name) {
    return functions.stream().filter(function -> function.name().equals(name)).findFirst();
  }

  /**
   * The function that a command is about.
   *
   * @param given value of {@code option}; empty when it was left out
   * @throws UsageException when it was left out and the file does not leave exactly one choice
   */
  public String choose(String given, String option) {
    if (!given.isEmpty()) {
      return given;
    }
    if (functions.size() == 1) {
      return functions.getFirst().name();
    }
    if (functions.isEmpty()) {
      throw new UsageException("Missing required option: '" + option + "=<name>'");
    }
    List<String> names = functions.stream().map(FunctionConfig::name).toList();
    throw new UsageException(
        "Missing option '"
            + option
            + "=<name>': "
            + NAME
            + " has "
            + names.size()
            + " functions: "
            + String.join(", ", names));
  }

  private static ConfigFile read(Path file, String shown) {
    JsonNode root = JsonText.ofFile(file, shown).parse();
    JsonNode functions = root.path("functions");
    if (!root.isObject() || !(functions.isArray() || functions.isMissingNode())) {
      throw new CliException(
          shown + " must be an object with a list of functions",
          "For example: {\"functions\": [{\"name\": \"my-gateway\", \"routes\": {}}]}");
    }
    List<FunctionConfig> found = new ArrayList<>();
    for (JsonNode function : functions) {
      found.add(function(function, shown, found.size()));
    }
    return new ConfigFile(Optional.of(file), found);
  }

  private static FunctionConfig function(JsonNode json, String shown, int index) {
    String name = json.path("name").asText("");
    if (name.isEmpty()) {
      throw new CliException(shown + ": functions[" + index + "] has no name");
    }
    JsonNode routes = json.path("routes");
    boolean given = !routes.isMissingNode() && !routes.isNull() && !routes.isEmpty();
    return new FunctionConfig(
        name, json.path("type").asText(""), given ? Optional.of(routes) : Optional.empty());
  }
}

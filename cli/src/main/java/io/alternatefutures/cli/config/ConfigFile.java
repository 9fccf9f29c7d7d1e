package io.alternatefutures.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The project file, {@code af.config.json} or a program with the same content: the functions of the
 * project around a folder. What the command line says wins over what the file says.
 *
 * @param path where it is; empty when there is none
 */
public record ConfigFile(Optional<Path> path, List<FunctionConfig> functions) {
  public static final String NAME = "af.config.json";

  private static final List<String> PROGRAMS = List.of("af.config.js", "af.config.ts");

  public ConfigFile {
    functions = List.copyOf(functions);
  }

  /**
   * Reads the file in the working folder or the nearest folder above it.
   *
   * @throws CliException when the file is there but cannot be used
   */
  public static ConfigFile find(CliContext context) {
    return find(context, context.workingDirectory());
  }

  /**
   * Reads the file in {@code start} or the nearest folder above it.
   *
   * @throws CliException when the file is there but cannot be used
   */
  public static ConfigFile find(CliContext context, Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return read(file, JsonText.ofFile(file, context.shown(file)));
      }
      for (String name : PROGRAMS) {
        Path program = folder.resolve(name);
        if (Files.isRegularFile(program)) {
          return read(program, new ConfigProgram(context).run(program));
        }
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

  private static ConfigFile read(Path file, JsonText text) {
    JsonNode root = text.parse();
    JsonNode functions = root.path("functions");
    if (!root.isObject() || !(functions.isArray() || functions.isMissingNode())) {
      throw new CliException(
          text.source() + " must be an object with a list of functions",
          "For example: {\"functions\": [{\"name\": \"my-gateway\", \"routes\": {}}]}");
    }
    List<FunctionConfig> found = new ArrayList<>();
    for (JsonNode function : functions) {
      String place = text.source() + ": functions[" + found.size() + "]";
      found.add(function(function, file, place));
    }
    return new ConfigFile(Optional.of(file), found);
  }

  private static FunctionConfig function(JsonNode json, Path file, String place) {
    String name = json.path("name").asText("");
    if (name.isEmpty()) {
      throw new CliException(place + " has no name");
    }
    JsonNode routes = json.path("routes");
    boolean given = !routes.isMissingNode() && !routes.isNull() && !routes.isEmpty();
    JsonNode path = json.path("path");
    if (!path.isMissingNode() && !path.isTextual()) {
      throw new CliException(place + ".path must be the name of a file, not " + path);
    }
    return new FunctionConfig(
        name,
        json.path("type").asText(""),
        path.isMissingNode()
            ? Optional.empty()
            : Optional.of(file.resolveSibling(path.asText()).normalize()),
        given ? Optional.of(routes) : Optional.empty(),
        env(json.path("env"), place));
  }

  private static Map<String, String> env(JsonNode json, String place) {
    if (!json.isMissingNode() && !json.isObject()) {
      throw new CliException(place + ".env must be an object of strings");
    }
    Map<String, String> values = new TreeMap<>();
    json.properties()
        .forEach(entry -> {
          if (!entry.getValue().isTextual()) {
            throw new CliException(place + ".env." + entry.getKey() + " must be a string");
          }
          values.put(entry.getKey(), entry.getValue().asText());
        });
    return values;
  }
}

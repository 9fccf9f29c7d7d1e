package io.alternatefutures.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.config.ConfigFile;
import io.alternatefutures.cli.config.FunctionConfig;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.deployment.EnvValues;
import io.alternatefutures.cli.route.RoutesInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is developed, as its files say it now.
 *
 * @param name of the function
 * @param entry file with its code
 * @param folder that is watched
 * @param routes its routes; empty to leave them as they are
 * @param env values for its {@code env}
 */
record DevProject(
    String name, Path entry, Path folder, Optional<JsonNode> routes, Map<String, String> env) {
  private static final List<String> ENTRIES =
      List.of(
          "src/index.ts",
          "src/index.js",
          "index.ts",
          "index.js",
          "src/main.ts",
          "src/main.js",
          "main.ts",
          "main.js",
          "src/index.tsx",
          "index.tsx",
          "index.mjs");
  private static final String ENV_FILE = ".env";

  DevProject {
    env = Map.copyOf(env);
  }

  /**
   * Reads the project.
   *
   * @param path its folder, or the file with the code
   * @param givenName name of the function; empty to find it
   * @throws CliException when there is nothing to develop, or a file cannot be used
   */
  static DevProject read(CliContext context, Path path, String givenName) {
    if (!Files.exists(path)) {
      throw new CliException(
          context.shown(path) + " does not exist",
          "Give the file with the function's code, or its folder. A new project starts with: af"
              + " init");
    }
    boolean isFolder = Files.isDirectory(path);
    Path folder = isFolder ? path : path.resolveSibling("");
    ConfigFile config = ConfigFile.find(context, folder);
    Optional<FunctionConfig> configured = configured(config, givenName, isFolder ? null : path);
    Path entry = isFolder ? entry(context, path, configured) : path;
    Path root = config.path().map(Path::getParent).orElse(folder);
    Map<String, String> env = new LinkedHashMap<>();
    configured.ifPresent(function -> env.putAll(function.env()));
    Path envFile = root.resolve(ENV_FILE);
    if (Files.isRegularFile(envFile)) {
      env.putAll(EnvValues.ofFile(envFile, context));
    }
    return new DevProject(
        name(givenName, configured, entry),
        entry,
        root,
        configured
            .flatMap(FunctionConfig::routes)
            .map(routes ->
                RoutesInput.check(
                    routes, config.path().map(context::shown).orElse(ConfigFile.NAME))),
        env);
  }

  /** The function of the project file that is meant: by name, by file, or the only one. */
  private static Optional<FunctionConfig> configured(
      ConfigFile config, String givenName, @Nullable Path file) {
    if (!givenName.isEmpty()) {
      return config.function(givenName);
    }
    Optional<FunctionConfig> byFile =
        config.functions().stream()
            .filter(function -> file != null && function.path().filter(file::equals).isPresent())
            .findFirst();
    if (byFile.isPresent() || config.functions().isEmpty()) {
      return byFile;
    }
    return config.function(config.choose("", "--name"));
  }

  private static Path entry(CliContext context, Path folder, Optional<FunctionConfig> configured) {
    Optional<Path> named = configured.flatMap(FunctionConfig::path);
    if (named.isPresent()) {
      return named.get();
    }
    return ENTRIES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new CliException(
                "No function found in " + context.shown(folder),
                "Looked for "
                    + String.join(", ", ENTRIES)
                    + ". Name the file, or give the function in "
                    + ConfigFile.NAME
                    + " a \"path\". A new project starts with: af init"));
  }

  private static String name(String given, Optional<FunctionConfig> configured, Path entry) {
    if (!given.isEmpty()) {
      return given;
    }
    if (configured.isPresent()) {
      return configured.get().name();
    }
    String base = String.valueOf(entry.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path folder = entry.getParent();
    while ((base.equals("index") || base.equals("main") || base.equals("src")) && folder != null) {
      base = String.valueOf(folder.getFileName());
      folder = folder.getParent();
    }
    String name = base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return name.replaceAll("^-|-$", "").isEmpty() ? "function" : name.replaceAll("^-|-$", "");
  }
}

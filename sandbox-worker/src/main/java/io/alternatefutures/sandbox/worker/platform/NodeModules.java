package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import io.alternatefutures.sandbox.protocol.BuiltInModules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code node:} modules as they are built into the worker: their files, read at once because a
 * confined worker opens none, and compiled in an isolate when a function imports them. Safe for any
 * thread.
 */
public final class NodeModules {
  private static final String FOLDER = "/node/";
  private static final String PACKAGE = "npm/readable-stream/";
  private static final String PACKAGE_PROPERTIES =
      "/META-INF/maven/org.webjars.npm/readable-stream/pom.properties";
  private static final String PACKAGE_FOLDER = "/META-INF/resources/webjars/readable-stream/";

  private static final Pattern MISSING_EXPORT =
      Pattern.compile("requested module '([^']+)' does not provide an export named");

  private final BuiltInModules table = BuiltInModules.load();
  private final Map<String, String> files = new HashMap<>();

  private NodeModules() {}

  /**
   * Reads the files that {@code node/files.txt} names.
   *
   * @throws UncheckedIOException when one is missing
   */
  public static NodeModules load() {
    NodeModules modules = new NodeModules();
    try {
      String packageFolder = PACKAGE_FOLDER + packageVersion() + "/";
      for (String path : read(FOLDER + "files.txt").lines().toList()) {
        String resource =
            path.startsWith(PACKAGE)
                ? packageFolder + path.substring(PACKAGE.length())
                : FOLDER + path;
        modules.files.put(path, read(resource));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return modules;
  }

  /** Whether there is a module of that name, with or without {@code node:}. */
  public boolean has(String name) {
    return table.find(name).isPresent();
  }

  /**
   * Compiles a file.
   *
   * @return a function of {@code exports, require, module, internals}
   */
  public V8Value file(V8Runtime runtime, String path) throws JavetException {
    String source = files.get(path);
    if (source == null) {
      throw new IllegalArgumentException("node: modules have no file " + path);
    }
    return runtime
        .getExecutor("(function (exports, require, module, internals) {" + source + "\n})")
        .setResourceName("node:" + path)
        .execute();
  }

  /**
   * Answers an import.
   *
   * @param namespace the platform's function that gives a module's exports
   * @throws IllegalArgumentException when there is no such module; the message is for the
   *     function's author
   */
  public V8Module resolve(V8Runtime runtime, V8ValueFunction namespace, String name)
      throws JavetException {
    BuiltInModules.BuiltIn module =
        table.find(name).orElseThrow(() -> new IllegalArgumentException(table.missing(name)));
    V8Value[] arguments = {
      runtime.createV8ValueString(module.name()),
      runtime.createV8ValueString(String.join(" ", module.exports()))
    };
    try (V8ValueObject exports = namespace.call(null, arguments)) {
      return runtime.createV8Module(name, exports);
    }
  }

  /** V8's message about an import that cannot be linked, with the names that there are. */
  public String explained(String message) {
    Matcher missing = MISSING_EXPORT.matcher(message);
    return missing.find()
        ? table
            .find(missing.group(1))
            .map(module -> message + ". It has: " + String.join(", ", module.exports()))
            .orElse(message)
        : message;
  }

  private static String packageVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open(PACKAGE_PROPERTIES)) {
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = NodeModules.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("there is no resource " + resource);
    }
    return in;
  }
}

package io.alternatefutures.sandbox.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The modules that functions may import without bringing them along, and what these export. The
 * worker's module loader, the bundler and the documentation go by this one table.
 */
public final class BuiltInModules {
  private static final String TABLE = "built-in-modules.txt";
  private static final String SCHEME = "node:";

  private final Map<String, BuiltIn> modules = new TreeMap<>();

  /**
   * A module.
   *
   * @param name without {@code node:}
   * @param exports names besides {@code default}, in order
   */
  public record BuiltIn(String name, List<String> exports) {
    public BuiltIn {
      exports = List.copyOf(exports);
    }
  }

  private BuiltInModules() {}

  /** Reads the table: a module a line, its name, a colon and its exports. */
  public static BuiltInModules load() {
    BuiltInModules table = new BuiltInModules();
    try (InputStream in = BuiltInModules.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IOException("there is no resource " + TABLE);
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return table;
  }

  private void add(String line) {
    int colon = line.indexOf(": ");
    String name = line.substring(0, colon);
    modules.put(name, new BuiltIn(name, List.of(line.substring(colon + 2).split(" "))));
  }

  /** All modules, by name. */
  public Collection<BuiltIn> all() {
    return modules.values();
  }

  /** The module that an import names, with or without {@code node:}. */
  public Optional<BuiltIn> find(String specifier) {
    return Optional.ofNullable(
        modules.get(
            specifier.startsWith(SCHEME) ? specifier.substring(SCHEME.length()) : specifier));
  }

  /** What to tell the author of a function that imports a module which is not in the table. */
  public String missing(String specifier) {
    if (!specifier.startsWith(SCHEME)) {
      return "Cannot find module \""
          + specifier
          + "\". A function is one module: what it imports is bundled into it, or built in ("
          + available()
          + ")";
    }
    return "There is no module \"" + specifier + "\" in functions. There are: " + available();
  }

  /** The names of all modules, for a message. */
  public String available() {
    return SCHEME + String.join(", " + SCHEME, modules.keySet());
  }
}

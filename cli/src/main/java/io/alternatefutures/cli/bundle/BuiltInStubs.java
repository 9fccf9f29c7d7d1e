package io.alternatefutures.cli.bundle;

import io.alternatefutures.sandbox.protocol.BuiltInModules;
import io.alternatefutures.sandbox.protocol.BuiltInModules.BuiltIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The modules built into the runtime, as esbuild is told of them: to check imports, as files that
 * export the same names, so that esbuild finds and places what is missing; to bundle, as imports
 * that stay.
 */
final class BuiltInStubs {
  private static final String PREFIX = "af-built-in-";
  private static final String SUFFIX = ".mjs";
  private static final String SCHEME = "node:";

  private final BuiltInModules table = BuiltInModules.load();

  /** Writes a file for each module and gives the options that put them in place of the modules. */
  List<String> write(Path folder) throws IOException {
    List<String> options = new ArrayList<>();
    for (BuiltIn module : table.all()) {
      Path file = folder.resolve(PREFIX + module.name().replace('/', '+') + SUFFIX);
      Files.writeString(
          file,
          "let it; export default it; export { it as "
              + String.join(", it as ", module.exports())
              + " };\n");
      options.add("--alias:" + module.name() + "=" + file);
      options.add("--alias:" + SCHEME + module.name() + "=" + file);
    }
    return options;
  }

  /** Options that leave imports of the modules as they are. */
  List<String> external() {
    List<String> options = new ArrayList<>();
    for (BuiltIn module : table.all()) {
      options.add("--external:" + module.name());
      options.add("--external:" + SCHEME + module.name());
    }
    return options;
  }

  /** The module that a file of {@link #write} stands for. */
  Optional<BuiltIn> of(String file) {
    int start = file.lastIndexOf(PREFIX);
    return start < 0 || !file.endsWith(SUFFIX)
        ? Optional.empty()
        : table.find(
            file.substring(start + PREFIX.length(), file.length() - SUFFIX.length())
                .replace('+', '/'));
  }

  /** What to say of a module of Node.js that is not built in. */
  String missing(String specifier) {
    return table.missing(specifier.startsWith(SCHEME) ? specifier : SCHEME + specifier);
  }

  /** What to say of a name that a module does not export. */
  String missing(BuiltIn module, String name) {
    return SCHEME
        + module.name()
        + " has no export \""
        + name
        + "\" in functions. It has: "
        + String.join(", ", module.exports());
  }
}

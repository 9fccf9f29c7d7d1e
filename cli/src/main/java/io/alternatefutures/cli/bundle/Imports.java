package io.alternatefutures.cli.bundle;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an entry and everything it brings along import.
 *
 * @param selfContained whether the entry is a module by itself: it imports nothing but what is
 *     built into the runtime, by import statements
 * @param requires whether something built in is asked for with {@code require()}, or when it is
 *     first needed, which a module can do with {@code createRequire} only
 */
record Imports(boolean selfContained, boolean requires) {
  /** Reads esbuild's description of a bundle made with {@link BuiltInStubs#write}. */
  static Imports of(JsonNode inputs, BuiltInStubs builtIns) {
    int own = 0;
    boolean plain = true;
    boolean requires = false;
    for (var input : inputs.properties()) {
      if (builtIns.of(input.getKey()).isPresent()) {
        continue;
      }
      own++;
      plain &= !input.getValue().path("format").asText("").equals("cjs");
      for (JsonNode imported : input.getValue().path("imports")) {
        boolean statement = imported.path("kind").asText().equals("import-statement");
        boolean builtIn = builtIns.of(imported.path("path").asText()).isPresent();
        plain &= builtIn && statement;
        requires |= !statement && (builtIn || imported.path("external").asBoolean());
      }
    }
    return new Imports(own == 1 && plain, requires);
  }
}

package io.alternatefutures.cli.init;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a project starts from. */
enum Template {
  JAVASCRIPT,
  TYPESCRIPT;

  /** The template's files by their relative name, for a function of this name. */
  Map<String, String> files(String functionName) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : read("files.txt").lines().toList()) {
      // A file named .gitignore would keep others out of the template's own repository.
      String target = name.equals("gitignore") ? ".gitignore" : name;
      files.put(target, read(name).replace("{{name}}", functionName));
    }
    return files;
  }

  private String read(String name) {
    String path = name().toLowerCase(Locale.ROOT) + "/" + name;
    try (InputStream in = Template.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.alternatefutures.sandbox.worker.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The platform's JavaScript, as one script. */
public final class PlatformSource {
  private static final String FOLDER = "/platform/";

  private PlatformSource() {}

  /**
   * The files of {@code platform/files.txt}, in that order, in one function scope. Evaluating the
   * result defines the global {@code __bind} and everything a function may see.
   *
   * @throws UncheckedIOException when a file is missing
   */
  public static String script() {
    StringBuilder script = new StringBuilder("(function () {\n\"use strict\";\n");
    for (String name : read("files.txt").lines().toList()) {
      if (!name.isBlank()) {
        script.append(read(name)).append('\n');
      }
    }
    return script.append("})();\n").toString();
  }

  private static String read(String name) {
    try (InputStream in = PlatformSource.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("there is no resource " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
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

  /**
   * A V8 start-up snapshot with the platform evaluated in it. An isolate made from it is ready for
   * {@code __bind}, as fast as a bare one. Takes some ten milliseconds and is good for every
   * isolate of this process.
   *
   * @throws JavetException when V8 cannot make it
   */
  public static byte[] snapshot() throws JavetException {
    V8RuntimeOptions options = new V8RuntimeOptions();
    options.setCreateSnapshotEnabled(true);
    try (V8Runtime runtime = Engine.host().createV8Runtime(options)) {
      runtime.getExecutor(script()).setResourceName("platform.js").executeVoid();
      return runtime.createSnapshot();
    }
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

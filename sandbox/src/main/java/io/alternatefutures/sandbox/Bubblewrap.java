package io.alternatefutures.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts a worker into namespaces of its own, where there is nothing but the JDK, the worker's
 * program and the C library, all read-only, and the socket that leads to the runtime.
 */
final class Bubblewrap {
  /** Where the C library may be. */
  private static final List<String> LIBRARIES =
      List.of("/lib/x86_64-linux-gnu", "/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib64");

  /** Who the worker is inside: nobody, whoever the runtime is. */
  private static final String NOBODY = "65534";

  private final Path program;
  private final Path javaHome = Path.of(System.getProperty("java.home"));
  private final Path workerHome;

  Bubblewrap(Path program, Path workerHome) {
    this.program = program;
    this.workerHome = workerHome;
  }

  /** The command that runs {@code command} inside, with {@code reachable} as the only way out. */
  List<String> wrap(List<String> command, List<Path> reachable) {
    List<String> wrapped = new ArrayList<>();
    wrapped.add(program.toString());
    wrapped.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"));
    wrapped.addAll(List.of("--cap-drop", "ALL", "--uid", NOBODY, "--gid", NOBODY));
    wrapped.addAll(List.of("--hostname", "worker", "--proc", "/proc", "--dev", "/dev"));
    for (String folder : LIBRARIES) {
      wrapped.addAll(List.of("--ro-bind-try", folder, folder));
    }
    for (Path folder : List.of(javaHome, workerHome)) {
      wrapped.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
    }
    for (Path path : reachable) {
      wrapped.addAll(List.of("--bind", path.toString(), path.toString()));
    }
    wrapped.addAll(List.of("--chdir", "/", "--"));
    wrapped.addAll(command);
    return wrapped;
  }

  /** Tries it out: why it cannot be used here; empty when it can. */
  String trouble() {
    if (!Files.isExecutable(program)) {
      return program + " is not installed";
    }
    List<String> java = List.of(javaHome.resolve("bin/java").toString(), "--version");
    try {
      ProcessBuilder builder = new ProcessBuilder(wrap(java, List.of())).redirectErrorStream(true);
      builder.environment().clear();
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(Limits.WORKER_START.toMillis(), TimeUnit.MILLISECONDS);
      if (ended && process.exitValue() == 0) {
        return "";
      }
      process.destroyForcibly();
      byte[] said = process.getInputStream().readNBytes(Limits.OUTPUT_CHARACTERS);
      return program + " does not work: " + new String(said, StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      return program + " does not start: " + failure.getMessage();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
